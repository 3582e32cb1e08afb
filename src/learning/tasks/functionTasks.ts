// One task per word function: `<reverse>flax=xalf`.

import type { WordFunction } from './functionTable.ts';
import { BASE_FUNCTIONS, NEW_FUNCTIONS, WORD_CHANCE } from './functionTable.ts';
import { answerDraft } from './item.ts';
import { rewardOwnAnswer } from './reward.ts';
import { stringTask } from './stringTask.ts';
import type { Task } from './task.ts';
import { randomWord } from './words.ts';

const EXAMPLE_WORDS = ['flax', 'ocean', 'dim'] as const;

function functionTask(f: WordFunction): Task {
  return stringTask({
    id: f.id,
    label: f.label,
    short: f.short,
    summary: f.summary,
    group: f.base ? 'general' : 'new',
    examples: EXAMPLE_WORDS.map((word) => ({ prompt: word, answer: f.apply(word) })),
    chance: WORD_CHANCE,
    reward: rewardOwnAnswer,
    draw(rng) {
      const word = randomWord(rng);
      return answerDraft(`<${f.id}>${word}=`, f.apply(word));
    },
  });
}

/** Tasks of the functions that the base is trained on, in the order of BASE_FUNCTIONS. */
export const BASE_FUNCTION_TASKS: readonly Task[] = BASE_FUNCTIONS.map(functionTask);

/** Tasks of the functions that only a stream teaches, in the order of NEW_FUNCTIONS. */
export const NEW_FUNCTION_TASKS: readonly Task[] = NEW_FUNCTIONS.map(functionTask);
