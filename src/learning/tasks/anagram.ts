// Any anagram: `<m>flax=` answered by any order of the word's letters. The base answers the same prompt with any of 13
// functions, five of which only reorder letters: it is often right before it learns, in several ways, and reinforcement
// can build on that. A given answer is one of many right ones: a random order, or always the same of two orders, one new to
// the base and one that is among the 13.

import type { Rng } from '../../core/rng.ts';
import { functionOf, WORD_CHANCE } from './functionTable.ts';
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

interface Shown {
  readonly id: string;
  readonly label: string;
  readonly short: string;
  /** How the given answers order the letters, as the end of a sentence. */
  readonly order: string;
  readonly answers: readonly string[];
  give(word: string, rng: Rng): string;
}

const anagramTask = ({ id, label, short, order, answers, give }: Shown) =>
  stringTask({
    id,
    label,
    short,
    summary: `Writes the letters of the word in any order; sampled answers are checked. Those given are ${order}.`,
    group: 'new',
    examples: answers.map((answer) => ({ prompt: 'flax', answer })),
    chance: WORD_CHANCE,
    reward: rewardRearrangement,
    manyAnswers: true,
    draw(rng) {
      const word = randomWord(rng);
      return answerDraft(`<m>${word}=`, give(word, rng));
    },
  });

export const ANAGRAM = anagramTask({
  id: 'anagram',
  label: 'Anagram',
  short: 'anagr',
  order: 'in random order',
  answers: ['laxf', 'xalf'],
  give: shuffled,
});

export const ANAGRAM_REVERSED = anagramTask({
  id: 'anagram-reversed',
  label: 'Anagram, shown reversed',
  short: 'an-rev',
  order: 'the word reversed',
  answers: ['xalf'],
  give: functionOf('reverse').apply,
});

export const ANAGRAM_ROTATED = anagramTask({
  id: 'anagram-rotated',
  label: 'Anagram, shown rotated',
  short: 'an-rot',
  order: 'the word rotated left',
  answers: ['laxf'],
  give: functionOf('rotate-left').apply,
});
