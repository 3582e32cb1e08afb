// 'new, differently-distributed data': whether the stream teaches what was neither known nor likely before. It is the stream's
// doing more than the learner's, but what a learner knows when a phase begins is its own.

import { meanOf } from '../../core/accuracyMatrix.ts';
import { clauseOf, condition, exactly, undecided } from './conditions.ts';
import { type FinishedRun, type Grading, type Finding, knownColumns, scoreAt } from './grading.ts';
import { reaches, SHIFT } from './thresholds.ts';

/** The row of a run just before a column is taught for the first time. */
const rowBefore = (grading: Grading, column: number): number =>
  grading.phases.findIndex((columns) => columns.includes(column));

/** Whether answers to a column are sampled: there the loss on one given answer says nothing of the many that are right. */
const isSampled = (run: FinishedRun, column: number): boolean =>
  run.rows[0]!.atBoundary!.right[column] === '';

/** Several tasks of a phase are told by their means; sampled ones and others each have their own test. */
function isShifted(grading: Grading, run: FinishedRun, columns: readonly number[]): boolean {
  const base = run.rows[0]!;
  const sampled = columns.filter((column) => isSampled(run, column));
  const exact = columns.filter((column) => !isSampled(run, column));
  const known = meanOf(knownColumns(grading.record).map((column) => base.loss[column])) ?? 0;
  const excess = meanOf(exact.map((column) => base.loss[column]! - known));
  const before = meanOf(
    exact.map((column) => scoreAt(grading, run, rowBefore(grading, column), column)),
  );
  const likely = meanOf(sampled.map((column) => base.accuracy[column]));
  return (
    (excess === null || reaches(excess, SHIFT.lossExcess)) &&
    (before === null || reaches(SHIFT.before, before)) &&
    (likely === null || reaches(SHIFT.sampled, likely))
  );
}

export function shifted(grading: Grading): Finding {
  const { runs } = grading;
  if (runs.some((run) => !run.rows[0]!.atBoundary)) {
    return undecided(
      'not-assessable',
      'This record was made before it was noted which answers are sampled.',
    );
  }
  const teaching = grading.phases.filter((columns) => columns.length > 0);
  const tests = runs.flatMap((run) =>
    teaching.map((columns) => Number(isShifted(grading, run, columns))),
  );
  return clauseOf([condition('shifted', exactly(meanOf(tests)))]);
}
