// Words of the string world: random lower-case letters, so that no word can be known by heart from elsewhere.

import type { Rng } from '../../core/rng.ts';

export const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
export const MIN_WORD_LENGTH = 3;
export const MAX_WORD_LENGTH = 5;

/** What a blanked letter becomes. Every function of words leaves it as it is. */
export const BLANK = '-';

/** A word whose length is uniform in {min, ..., max} and whose letters are independent and uniform over 26. */
export function randomWord(rng: Rng, min = MIN_WORD_LENGTH, max = MAX_WORD_LENGTH): string {
  const length = min + rng.below(max - min + 1);
  return Array.from({ length }, () => LETTERS[rng.below(LETTERS.length)]).join('');
}

/** Applies `change` to the position 0 to 25 of every letter (result modulo 26); blanks stay. */
export function mapLetters(word: string, change: (position: number) => number): string {
  const changed = (letter: string): string => {
    const position = LETTERS.indexOf(letter);
    if (position < 0) return letter;
    const size = LETTERS.length;
    return LETTERS[((change(position) % size) + size) % size]!;
  };
  return [...word].map(changed).join('');
}
