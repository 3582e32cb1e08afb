// Prompts with many right answers: `<m>flax=` any of 13 functions of the word. Reinforcement learning needs a base that
// already gives several answers to one prompt.

import { BASE_FUNCTIONS, WORD_CHANCE } from './functionTable.ts';
import { answerDraft } from './item.ts';
import { rewardOneOf } from './reward.ts';
import { stringTask } from './stringTask.ts';
import { randomWord } from './words.ts';

const LEFT_OUT: readonly string[] = ['all-first', 'all-last', 'blank-vowels'];

/** The base's functions without the three whose answers lose most of the word. Five of the 13 rearrange its letters. */
export const ANY_FUNCTIONS = BASE_FUNCTIONS.filter((f) => !LEFT_OUT.includes(f.id));

/** Exact match counts one drawn answer as right, so even a model that answers as often with each scores about 1/13. */
export const ANY = stringTask({
  id: 'any',
  label: 'Any function',
  short: 'any',
  summary: 'Writes any one of 13 known functions of the word.',
  group: 'general',
  examples: [
    { prompt: 'flax', answer: 'laxf' },
    { prompt: 'flax', answer: 'ekzw' },
  ],
  chance: WORD_CHANCE,
  reward: rewardOneOf((word) => ANY_FUNCTIONS.map((f) => f.apply(word))),
  draw(rng) {
    const word = randomWord(rng);
    return answerDraft(`<m>${word}=`, rng.pick(ANY_FUNCTIONS).apply(word));
  },
});
