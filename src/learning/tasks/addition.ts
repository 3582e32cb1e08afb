// Addition of two two-digit numbers: `21+70=91`. Most significant digit first, so that it reads as people write it.

import { answerDraft } from './item.ts';
import { rewardOwnAnswer } from './reward.ts';
import { stringTask } from './stringTask.ts';

const SMALLEST = 10;
const COUNT = 90;

/** 8,100 prompts, a fifth of them held out. Guessing one of the 179 sums at random is right once in 179 times. */
export const ADDITION = stringTask({
  id: 'addition',
  label: 'Addition',
  short: 'add',
  summary: 'Adds two two-digit numbers.',
  group: 'general',
  examples: [
    { prompt: '21+70', answer: '91' },
    { prompt: '58+67', answer: '125' },
  ],
  chance: 1 / (2 * COUNT - 1),
  reward: rewardOwnAnswer,
  draw(rng) {
    const a = SMALLEST + rng.below(COUNT);
    const b = SMALLEST + rng.below(COUNT);
    return answerDraft(`${a}+${b}=`, String(a + b));
  },
});
