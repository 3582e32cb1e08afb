// Comparisons over seeds, by 95 % intervals.

import { bootstrapInterval, type Interval } from '../../src/core/intervals.ts';

/** Of `a - b`, seed by seed: what seeds have in common, such as an easy order of examples, drops out. */
export function pairedInterval(a: readonly number[], b: readonly number[]): Interval {
  return bootstrapInterval(a.map((value, i) => value - b[i]!));
}

/** Whether all of the one interval lies above all of the other. */
export const liesAbove = (a: Interval, b: Interval): boolean => a.low > b.high;

const meanRemoved = (values: readonly number[]): number[] => {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return values.map((v) => v - mean);
};

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, v, i) => sum + v * b[i]!, 0);

/** What is left of `a` beside its part along `b`. */
function without(a: readonly number[], b: readonly number[]): readonly number[] {
  const length = dot(b, b);
  return length > 0 ? a.map((v, i) => v - (dot(a, b) / length) * b[i]!) : a;
}

/**
 * R² of the least-squares parabola of `y` over `x`: the share of the variance of `y` that it explains, from the parts of y
 * along x and along x² that are orthogonal to each other and to a constant. 0 where y does not vary.
 */
export function explainedByParabola(x: readonly number[], y: readonly number[]): number {
  const straight = meanRemoved(x);
  const curved = without(meanRemoved(x.map((v) => v * v)), straight);
  const target = meanRemoved(y);
  const total = dot(target, target);
  if (total === 0) return 0;
  const rest = without(without(target, straight), curved);
  return 1 - dot(rest, rest) / total;
}

const digits = (value: number): string => value.toFixed(2).replace(/^-0\.00$/, '0.00');

/** `0.93 [0.90, 0.95]`. */
export const formatInterval = ({ mean, low, high }: Interval): string =>
  `${digits(mean)} [${digits(low)}, ${digits(high)}]`;
