// Mean and 95 % interval of an accuracy, over seeds or, for a single run, over its items.

import { type Interval, NORMAL_95, wilsonInterval } from '../../core/intervals.ts';

/** Two-sided 95 % quantiles of Student's t for 1 to 9 degrees of freedom: an experiment has at most 10 seeds. */
const STUDENT_T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262] as const;

/** How the band around a curve was made, for its description. */
export function intervalName(seeds: number): string {
  return seeds >= 2
    ? `mean of ${seeds} seeds, Student t 95 % interval`
    : 'one seed, Wilson 95 % interval of its items';
}

/** Arithmetic mean of a non-empty list. */
export function average(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** Student's t interval of the mean of at least two accuracies, cut to [0, 1]. */
export function studentInterval(values: readonly number[]): Interval {
  const mean = average(values);
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const error = Math.sqrt(squares / (values.length - 1) / values.length);
  const quantile = STUDENT_T[values.length - 2] ?? NORMAL_95;
  return {
    mean,
    low: Math.max(0, mean - quantile * error),
    high: Math.min(1, mean + quantile * error),
  };
}

/** The interval over seeds where there are at least two, else the one over items. */
export function accuracyInterval(values: readonly number[], items: number): Interval {
  return values.length >= 2 ? studentInterval(values) : wilsonInterval(values[0]!, items);
}
