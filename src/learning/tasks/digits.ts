// Words of three digits, which the function world and the world of parity are about.

import type { Rng } from '../../core/rng.ts';

export const DIGITS = '0123456789';
const WORD_LENGTH = 3;

/** Guessing three digits. */
export const DIGITS_CHANCE = 1e-3;

export const randomDigits = (rng: Rng): string =>
  Array.from({ length: WORD_LENGTH }, () => DIGITS[rng.below(DIGITS.length)]).join('');
