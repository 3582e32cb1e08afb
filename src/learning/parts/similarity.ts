// How alike two prompts are, for retrieval: the same names of functions, and letters in common, alone and in pairs.

import { type Item, promptTokens } from '../example.ts';
import { isName } from '../tasks/vocabulary.ts';

/** A prompt, as it is compared. */
export interface PromptKey {
  /** Its names, such as `<reverse>`, in their order. */
  readonly names: string;
  /** Its other tokens and pairs of neighbours among them, sorted. */
  readonly grams: readonly number[];
}

const PAIR = 1 << 12;

/** The newline before a prompt and its closing '=' say nothing about it. */
export function promptKey(item: Item): PromptKey {
  const tokens = promptTokens(item).slice(1, -1);
  const letters = tokens.filter((token) => !isName(token));
  const pairs = letters.slice(1).map((token, i) => (letters[i]! + 1) * PAIR + token);
  return {
    names: tokens.filter(isName).join(),
    grams: [...letters, ...pairs].sort((a, b) => a - b),
  };
}

/** Number of elements that two sorted lists have in common, each as often as it is in both. */
function common(a: readonly number[], b: readonly number[]): number {
  let count = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      count++;
      i++;
      j++;
    } else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return count;
}

/**
 * 0 where the names differ. Else twice what is in common over the sum of both (Dice 1945), 0 to 1, and 1 more where there
 * are names at all: the same function counts for more than any letters.
 */
export function similarity(a: PromptKey, b: PromptKey): number {
  if (a.names !== b.names) return 0;
  const size = a.grams.length + b.grams.length;
  const dice = size === 0 ? 1 : (2 * common(a.grams, b.grams)) / size;
  return a.names === '' ? dice : 1 + dice;
}
