// Any anagram: `<m>flax=` answered by any order of the word's letters. The base answers the same prompt with any of 13
// functions, five of which only reorder letters: it is often right before it learns, in several ways, and reinforcement
// can build on that. A fixed answer to each prompt, as fine-tuning gets one, is one of many right ones.

import type { Rng } from '../../core/rng.ts';
import { WORD_CHANCE } from './functionTable.ts';
import { answerDraft } from './item.ts';
import { rewardRearrangement } from './reward.ts';
import { stringTask } from './stringTask.ts';
import { randomWord } from './words.ts';

/** The letters of a word in an order drawn uniformly (Fisher-Yates). */
function shuffled(word: string, rng: Rng): string {
  const letters = [...word];
  for (let i = letters.length - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    [letters[i], letters[j]] = [letters[j]!, letters[i]!];
  }
  return letters.join('');
}

export const ANAGRAM = stringTask({
  id: 'anagram',
  label: 'Anagram',
  short: 'anagr',
  summary: 'Writes the letters of the word in any order; sampled answers are checked.',
  group: 'new',
  examples: [
    { prompt: 'flax', answer: 'laxf' },
    { prompt: 'flax', answer: 'xalf' },
  ],
  chance: WORD_CHANCE,
  reward: rewardRearrangement,
  manyAnswers: true,
  draw(rng) {
    const word = randomWord(rng);
    return answerDraft(`<m>${word}=`, shuffled(word, rng));
  },
});
