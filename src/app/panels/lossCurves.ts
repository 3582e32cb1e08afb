// What a learner's steps report as few enough points to draw: means over seeds and over short stretches of steps. Pure.

import type { LossPoint } from '../../core/runRecord.ts';

/** Most points of one line. */
const MOST_POINTS = 240;

/** Value by learner id, and the step at the end of the stretch that it is the mean of. */
export interface LossRow {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

export type Quantity = Exclude<keyof LossPoint, 'learnerId' | 'seed' | 'step' | 'coverage'>;

/**
 * The value of a point, where it has one that can be drawn: a log axis shows no zero, and the loss of a learner that trains
 * on its own sampled answers is not the loss on given ones.
 */
function valueOf(point: LossPoint, quantity: Quantity): number | null {
  const value = point[quantity];
  if (value === undefined || !Number.isFinite(value)) return null;
  if (quantity !== 'loss' && quantity !== 'gradientNorm') return value;
  if (quantity === 'loss' && point.reward !== undefined) return null;
  return value > 0 ? value : null;
}

/** Steps per point, so that `totalSteps` give at most 240 points. */
export function stretch(totalSteps: number): number {
  return Math.max(1, Math.ceil(totalSteps / MOST_POINTS));
}

/**
 * Mean of a quantity per learner and stretch of steps. A value that cannot be drawn is left out, and so is a learner in a
 * row where it has none.
 */
export function lossRows(
  points: readonly LossPoint[],
  quantity: Quantity,
  totalSteps: number,
): LossRow[] {
  const length = stretch(totalSteps);
  const sums = new Map<number, Map<string, { sum: number; count: number }>>();
  for (const point of points) {
    const value = valueOf(point, quantity);
    if (value === null) continue;
    const step = Math.ceil(point.step / length) * length;
    const row = sums.get(step) ?? new Map<string, { sum: number; count: number }>();
    const before = row.get(point.learnerId) ?? { sum: 0, count: 0 };
    row.set(point.learnerId, { sum: before.sum + value, count: before.count + 1 });
    sums.set(step, row);
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([step, row]) => ({
      step,
      values: Object.fromEntries([...row].map(([id, { sum, count }]) => [id, sum / count])),
    }));
}

const valuesOf = (rows: readonly LossRow[]): number[] =>
  rows.flatMap((r) => Object.values(r.values));

/** The next of 1, 2, 5 times a power of ten; 1 for 0. */
function roundUp(size: number): number {
  if (size === 0) return 1;
  const exponent = Math.floor(Math.log10(size));
  const steps = [1, 2, 5, 10].map((digit) => Number(`${digit}e${exponent}`));
  return steps.find((step) => step >= size) ?? steps.at(-1)!;
}

/** Ticks of a linear axis from 0, or symmetric around it where values are negative. */
export function linearTicks(rows: readonly LossRow[]): number[] {
  const values = valuesOf(rows);
  const end = roundUp(values.reduce((most, v) => Math.max(most, Math.abs(v)), 0));
  return values.some((v) => v < 0) ? [-end, 0, end] : [0, end / 2, end];
}

/** Smallest half-width of the axis of a ratio: what is float noise should look like none. */
const RATIO_SPAN = 0.01;

/** Ticks of the axis of a ratio that should be 1: around it, with all values between them. */
export function ratioTicks(rows: readonly LossRow[]): number[] {
  const farthest = valuesOf(rows).reduce((most, v) => Math.max(most, Math.abs(v - 1)), 0);
  const span = farthest <= RATIO_SPAN ? RATIO_SPAN : roundUp(farthest);
  return [1 - span, 1, 1 + span];
}

/** Powers of ten that enclose all values: the ends of the log axis. */
export function logDomain(rows: readonly LossRow[]): [number, number] {
  const values = valuesOf(rows);
  if (values.length === 0) return [0.01, 1];
  const low = Math.floor(Math.log10(values.reduce((a, b) => Math.min(a, b))));
  const high = Math.ceil(Math.log10(values.reduce((a, b) => Math.max(a, b))));
  return [10 ** low, 10 ** Math.max(high, low + 1)];
}

/** Powers of ten (parsed, since 10 ** -4 is not 1e-4) from one end of the axis to the other, every second one where there are many. */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const first = Math.round(Math.log10(low));
  const count = Math.round(Math.log10(high)) - first;
  const every = Math.ceil(count / 4);
  return Array.from({ length: Math.floor(count / every) + 1 }, (_, i) =>
    Number(`1e${first + i * every}`),
  );
}
