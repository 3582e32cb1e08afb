// Verifiers: what an answer that a model wrote itself is worth. Learning from own samples and sampled evaluation use them;
// a task without one can only be taught by its given answers.

import { type Item, type Reward, answerStart, promptTokens } from '../example.ts';
import { decode, encode, NEWLINE } from './vocabulary.ts';

/** Share of right positions, of the longer of the two. */
function sharedPositions(target: readonly number[], answer: readonly number[]): number {
  const right = target.filter((token, i) => token === answer[i]).length;
  return right / Math.max(target.length, answer.length);
}

/** For tasks whose only right answer is the item's own; partial credit is the share of right positions. */
export const rewardOwnAnswer: Reward = (item, answer, credit) => {
  const share = sharedPositions(item.tokens.slice(answerStart(item)), answer);
  return credit === 'partial' || share === 1 ? share : 0;
};

/** The letters between a prompt's last name and its '=': `<m>flax=` -> `flax`. */
function wordOf(item: Item): string {
  return decode(promptTokens(item))
    .replace(/^\n(?:<[^>]+>)*/, '')
    .replace(/=$/, '');
}

/** For tasks with several right answers to a word; partial credit is that for the nearest of them. */
export function rewardOneOf(answersTo: (word: string) => readonly string[]): Reward {
  return (item, answer, credit) => {
    const shares = answersTo(wordOf(item)).map((a) => sharedPositions(encode(`${a}\n`), answer));
    const best = Math.max(0, ...shares);
    return credit === 'partial' || best === 1 ? best : 0;
  };
}

/** Number of tokens that two lists have in common, each token as often as it is in both. */
function commonTokens(a: readonly number[], b: readonly number[]): number {
  const rest = [...b];
  return a.filter((token) => {
    const at = rest.indexOf(token);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  }).length;
}

/** For anagrams: every order of the word's letters is right; partial credit is the share of tokens in common. */
export const rewardRearrangement: Reward = (item, answer, credit) => {
  const wanted = encode(`${wordOf(item)}\n`);
  const share = commonTokens(wanted, answer) / Math.max(wanted.length, answer.length);
  if (share === 1) return answer.at(-1) === NEWLINE ? 1 : 0;
  return credit === 'partial' ? share : 0;
};
