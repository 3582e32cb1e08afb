// Figures of several runs in one: the mean over seeds with an interval over seeds or, for a single run, over its items.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { ConditionGrade } from '../../core/grade.ts';
import { bootstrapInterval, NORMAL_95, pairedDifference } from '../../core/intervals.ts';
import type { Capability, Evaluation } from '../../core/runRecord.ts';

/** A figure and the lower end of its 95 % interval, where it has one. */
export type Estimate = Pick<ConditionGrade, 'value' | 'bound' | 'over'>;

/** The figure of one run. */
export interface RunFigure {
  readonly value: number;
  /** Lower end of the 95 % interval over this run's held-out items. */
  readonly low: number;
}

/** The mean over runs; its bound is over seeds from two runs on. Null where no run has the figure. */
export function overRuns(figures: readonly RunFigure[]): Estimate {
  const [first] = figures;
  if (!first) return { value: null, bound: null };
  if (figures.length === 1) return { value: first.value, bound: first.low, over: 'items' };
  const { mean, low } = bootstrapInterval(figures.map(({ value }) => value));
  return { value: mean, bound: low, over: 'seeds' };
}

/**
 * The lowest of several figures, each a mean over runs first: `figures[run][i]`, null where a run does not have it. Null where
 * no run has any.
 */
export function lowestOf(figures: readonly (readonly (number | null)[])[]): number | null {
  const count = Math.max(0, ...figures.map((run) => run.length));
  const means = Array.from({ length: count }, (_, i) => meanOf(figures.map((run) => run[i])));
  const present = means.filter((mean) => mean !== null);
  return present.length === 0 ? null : Math.min(...present);
}

/** Whether the strings `right`, which are those of the model without a memory, tell of the accuracy of this column. */
function isBare({ accuracy, withoutMemory }: Evaluation, column: number): boolean {
  return withoutMemory === undefined || withoutMemory[column] === accuracy[column];
}

/**
 * Standard error of the change of a column's accuracy between two evaluations of a run. Paired, item by item, where both say
 * which items were right; else that of two independent proportions, sqrt(p(1-p)/n + q(1-q)/n), which is wider.
 */
export function changeError(
  before: Evaluation,
  after: Evaluation,
  column: number,
  { items }: Pick<Capability, 'items'>,
): number {
  const [first, last] = [before, after].map((e) => e.atBoundary?.right[column] ?? '') as [
    string,
    string,
  ];
  const paired = first.length > 0 && first.length === last.length;
  if (paired && isBare(before, column) && isBare(after, column)) {
    return pairedDifference(first, last).error;
  }
  const [p, q] = [before.accuracy[column]!, after.accuracy[column]!];
  return Math.sqrt((p * (1 - p) + q * (1 - q)) / Math.max(1, items));
}

/** A mean of independent figures, with the normal interval that their standard errors make. */
export function meanOfIndependent(
  figures: readonly { readonly value: number; readonly error: number }[],
): RunFigure {
  const value = meanOf(figures.map((f) => f.value))!;
  const error = Math.sqrt(figures.reduce((sum, f) => sum + f.error ** 2, 0)) / figures.length;
  return { value, low: value - NORMAL_95 * error };
}
