// Words of digits, which the function world and the world of parity are about.

import type { Rng } from '../../core/rng.ts';

export const DIGITS = '0123456789';

export const randomDigits = (rng: Rng, length: number): string =>
  Array.from({ length }, () => DIGITS[rng.below(DIGITS.length)]).join('');
