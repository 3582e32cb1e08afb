// Following a demonstration: `<f>x=y|<f>x=y` with a y that is not f(x), so that only reading the demonstration can be
// right. Self-distillation and retrieval into the context need a base that does this.

import type { Rng } from '../../core/rng.ts';
import { BASE_FUNCTIONS, WORD_CHANCE, type WordFunction } from './functionTable.ts';
import { answerDraft } from './item.ts';
import { rewardOwnAnswer } from './reward.ts';
import { stringTask } from './stringTask.ts';
import { MAX_WORD_LENGTH, MIN_WORD_LENGTH, randomWord } from './words.ts';

/** Shown answers are as long as those of any function, the longest of which double the word. */
const MAX_SHOWN_LENGTH = 2 * MAX_WORD_LENGTH;

/** Half of the time another base function of the word, else random letters; never f(word). */
function arbitraryAnswer(rng: Rng, f: WordFunction, word: string): string {
  for (;;) {
    const answer =
      rng.below(2) === 0
        ? rng.pick(BASE_FUNCTIONS).apply(word)
        : randomWord(rng, MIN_WORD_LENGTH, MAX_SHOWN_LENGTH);
    if (answer !== f.apply(word)) return answer;
  }
}

export const DEMONSTRATION = stringTask({
  id: 'demonstration',
  label: 'Demonstration',
  short: 'demo',
  summary: 'Repeats the answer that the prompt demonstrates, whatever the function.',
  group: 'general',
  examples: [{ prompt: '<copy>flax=ocean|<copy>flax', answer: 'ocean' }],
  chance: WORD_CHANCE,
  reward: rewardOwnAnswer,
  draw(rng) {
    const f = rng.pick(BASE_FUNCTIONS);
    const word = randomWord(rng);
    const answer = arbitraryAnswer(rng, f, word);
    return answerDraft(`<${f.id}>${word}=${answer}|<${f.id}>${word}=`, answer);
  },
});
