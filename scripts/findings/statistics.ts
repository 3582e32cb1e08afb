// Comparisons over seeds, by 95 % intervals.

import { bootstrapInterval, type Interval } from '../../src/core/intervals.ts';

/** Of `a - b`, seed by seed: what seeds have in common, such as an easy order of examples, drops out. */
export function pairedInterval(a: readonly number[], b: readonly number[]): Interval {
  return bootstrapInterval(a.map((value, i) => value - b[i]!));
}

/** Whether all of the one interval lies above all of the other. */
export const liesAbove = (a: Interval, b: Interval): boolean => a.low > b.high;

const digits = (value: number): string => value.toFixed(2).replace(/^-0\.00$/, '0.00');

/** `0.93 [0.90, 0.95]`. */
export const formatInterval = ({ mean, low, high }: Interval): string =>
  `${digits(mean)} [${digits(low)}, ${digits(high)}]`;
