// 95 % intervals: of one proportion, of a mean over seeds, and of a change on the very same items. Pure and deterministic.

import { meanOf } from './accuracyMatrix.ts';
import { hashString, Rng } from './rng.ts';

export interface Interval {
  readonly mean: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % quantile of the normal distribution. */
export const NORMAL_95 = 1.96;

/** Resamples of a bootstrap: 100 of them lie outside each end of its interval. */
const RESAMPLES = 4000;

/**
 * Wilson's score interval of a proportion (Wilson 1927): it stays inside [0, 1] and has width at 0 and at 1.
 *
 * `items` is the number of examples behind `proportion`.
 */
export function wilsonInterval(proportion: number, items: number): Interval {
  const z2 = NORMAL_95 ** 2 / items;
  const centre = (proportion + z2 / 2) / (1 + z2);
  const spread = (proportion * (1 - proportion)) / items + (NORMAL_95 / (2 * items)) ** 2;
  const half = (NORMAL_95 * Math.sqrt(spread)) / (1 + z2);
  return {
    mean: proportion,
    low: Math.max(0, Math.min(proportion, centre - half)),
    high: Math.min(1, Math.max(proportion, centre + half)),
  };
}

/**
 * Percentile bootstrap of the mean of a non-empty list (Efron 1979, "Bootstrap methods: another look at the jackknife"): the
 * values are drawn with replacement, and the middle 95 % of the means of these samples is the interval. It never leaves the
 * range of the values, which for fewer than five of them makes it narrower than it should be.
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

export interface Difference extends Interval {
  /** Standard error of the mean. */
  readonly error: number;
}

/**
 * Change of accuracy on the same items, with the normal interval of paired differences: d_i is 1 for an item that was gained,
 * -1 for one that was lost, 0 for any other, and the error is the standard deviation of the d_i over sqrt(n). Without a change
 * of any item it has no width.
 *
 * `before` and `after` have a character for each item, 1 or 0, in the same order; at least one.
 */
export function pairedDifference(before: string, after: string): Difference {
  const differences = [...before].map((right, i) => Number(after[i]) - Number(right));
  const items = differences.length;
  const mean = meanOf(differences)!;
  const squares = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0);
  const error = items < 2 ? 0 : Math.sqrt(squares / (items - 1) / items);
  return { mean, low: mean - NORMAL_95 * error, high: mean + NORMAL_95 * error, error };
}
