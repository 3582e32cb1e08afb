// Bookkeeping shared by the metrics: which phases are finished, and when each task was taught first and last.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { CapabilityGroup } from '../../core/runRecord.ts';
import type { MetricContext, Moment } from './metric.ts';

/** A column of the matrix that a phase teaches; phases are counted from 1, as the matrix's rows are. */
interface TaughtColumn {
  readonly column: number;
  readonly first: number;
  readonly last: number;
}

/** Number of finished phases: rows after the base's, up to the first that lacks a figure. */
export function finishedPhases({ matrix }: MetricContext): number {
  const unfinished = matrix.findIndex((row) => row.some((v) => v === null));
  return Math.max(0, (unfinished < 0 ? matrix.length : unfinished) - 1);
}

/** The distinct columns taught in phases 1 to `upTo`. A repeated task is one column, with its last phase up to then. */
export function taughtColumns(
  { phases }: Pick<MetricContext, 'phases'>,
  upTo: number,
): TaughtColumn[] {
  const taught = new Map<number, TaughtColumn>();
  phases.slice(0, upTo).forEach((columns, index) => {
    for (const column of columns) {
      const first = taught.get(column)?.first ?? index + 1;
      taught.set(column, { column, first, last: index + 1 });
    }
  });
  return [...taught.values()];
}

/** R[row][column], or null outside the matrix. */
export function entry({ matrix }: MetricContext, row: number, column: number): number | null {
  return matrix[row]?.[column] ?? null;
}

/** Best accuracy on a column after phases `from` to `to`. */
export function bestOf(context: MetricContext, column: number, from: number, to: number): number {
  const rows = Array.from({ length: to - from + 1 }, (_, i) => entry(context, from + i, column));
  return Math.max(...rows.filter((v) => v !== null));
}

/** ACC_k: mean accuracy, after phase k, on the distinct tasks taught up to then (Lopez-Paz and Ranzato 2017). */
export function averageAccuracyAfter(context: MetricContext, k: number): number | null {
  return meanOf(taughtColumns(context, k).map(({ column }) => entry(context, k, column)));
}

/** Chance-corrected change since the base of every capability of a group: s_k - s_0 with s = (accuracy - chance) / (1 - chance). */
export function changesSinceBase(context: MetricContext, group: CapabilityGroup): number[] {
  const k = finishedPhases(context);
  if (k < 1) return [];
  return context.capabilities.flatMap((capability, column) => {
    const before = entry(context, 0, column);
    const after = entry(context, k, column);
    if (capability.group !== group || before === null || after === null) return [];
    return [(after - before) / (1 - capability.chance)];
  });
}

/** The evaluation at the end of the last finished phase, or undefined before the first. */
export function lastEvaluation(context: MetricContext): Moment | undefined {
  const k = finishedPhases(context);
  const step = context.boundaries[k];
  return k < 1 ? undefined : context.timeResolved.find((e) => e.step === step);
}

/** The evaluation of the base. */
export function baseEvaluation({ timeResolved }: MetricContext): Moment | undefined {
  return timeResolved.find((e) => e.step === 0);
}
