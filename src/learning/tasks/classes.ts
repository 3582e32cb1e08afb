// Telling apart what was never seen together: each task sorts words of its own five letters into two classes of its own, all
// under the one name `<task>`, `<task>acebd=0`. That a model tells the classes of one task apart is not enough: asked at the end,
// it has all ten labels to choose from, as in class-incremental learning (van de Ven et al. 2022, Three types of incremental
// learning).

import { answerDraft } from './item.ts';
import { rewardOwnAnswer } from './reward.ts';
import { stringTask } from './stringTask.ts';
import type { Task } from './task.ts';

const BLOCKS = ['abcde', 'fghij', 'klmno', 'pqrst', 'uvwxy'] as const;
const WORD_LENGTH = 5;
const LABELS_EACH = 2;

/** The class of a word of the letters of block `i`: by whether its first letter is an odd or an even one of the five. */
function classOf(i: number, word: string): string {
  const place = BLOCKS[i]!.indexOf(word[0]!);
  return String(LABELS_EACH * i + (place % LABELS_EACH));
}

/** One task for each block of letters. */
export const CLASSES: readonly Task[] = BLOCKS.map((letters, i) =>
  stringTask({
    id: `classes-${i + 1}`,
    label: `Sort ${letters[0]!}-${letters.at(-1)!}`,
    short: `${letters[0]!}-${letters.at(-1)!}`,
    summary: `Sorts words of the letters ${letters[0]!} to ${letters.at(-1)!} into two classes, under a name that all such tasks share.`,
    group: 'new',
    examples: [letters, [...letters].toReversed().join('')].map((word) => ({
      prompt: word,
      answer: classOf(i, word),
    })),
    chance: 1 / (LABELS_EACH * BLOCKS.length),
    reward: rewardOwnAnswer,
    draw(rng) {
      const word = Array.from({ length: WORD_LENGTH }, () => rng.pick([...letters])).join('');
      return answerDraft(`<task>${word}=`, classOf(i, word));
    },
  }),
);
