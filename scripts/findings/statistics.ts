// Means over seeds with 95 % intervals.

import { meanOf } from '../../src/core/accuracyMatrix.ts';
import { hashString, Rng } from '../../src/core/rng.ts';

export interface Interval {
  readonly mean: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 4000;

/**
 * Percentile bootstrap of the mean of a non-empty list (Efron 1979): values are drawn with replacement, and the middle 95 % of
 * the means of such samples is the interval. It never leaves the range of the values, which for few of them makes it narrower
 * than it should be.
 */
export function bootstrapInterval(values: readonly number[]): Interval {
  const rng = new Rng(0, hashString('bootstrap'));
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += rng.pick(values);
    return sum / values.length;
  }).sort((a, b) => a - b);
  const outside = Math.floor(RESAMPLES * 0.025);
  return { mean: meanOf(values)!, low: means[outside]!, high: means[RESAMPLES - 1 - outside]! };
}

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
