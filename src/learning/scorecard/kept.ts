// 'sequential exposure', its other half: whether what a phase taught is still there when the stream ends.

import { taughtColumns } from '../metrics/taught.ts';
import { clauseOf, condition, exactly, undecided } from './conditions.ts';
import { changeError, lowestOf, meanOfIndependent, overRuns } from './estimates.ts';
import { type FinishedRun, type Grading, type Finding, scoreAt } from './grading.ts';
import { LEARNED, reaches } from './thresholds.ts';

/** Whether a learner learned one of its lessons in one of its runs: s(R_jj) of at least .5. */
export function learnedAnything(grading: Grading): boolean {
  return grading.runs.some((run) =>
    grading.lessons.some(({ phase, column }) =>
      reaches(scoreAt(grading, run, phase, column), LEARNED),
    ),
  );
}

/** Whether a later phase teaches something else for the same prompts: keeping the column would then be wrong. */
function takenBack({ record, phases }: Grading, column: number, last: number): boolean {
  const rivals = record.capabilities[column]!.rivals;
  if (rivals === undefined) return false;
  return phases
    .slice(last)
    .some((taught) =>
      taught.some((other) => other !== column && record.capabilities[other]!.rivals === rivals),
    );
}

interface Retention {
  readonly value: number;
  readonly error: number;
}

/**
 * ρ_j = s(R_Tj) / s(R_jj) of one task, with j the last phase that taught it; null where it was not learned. Cut to 0..1, so
 * that a task that got better does not hide one that was lost. The error is that of the change, s(R_jj) being fixed.
 */
function retention(
  grading: Grading,
  run: FinishedRun,
  { column, last }: { readonly column: number; readonly last: number },
): Retention | null {
  const capability = grading.record.capabilities[column]!;
  const end = grading.phases.length;
  const then = scoreAt(grading, run, last, column);
  if (!reaches(then, LEARNED)) return null;
  const share = scoreAt(grading, run, end, column) / then;
  const error = changeError(run.rows[last]!, run.rows[end]!, column, capability);
  return {
    value: Math.min(1, Math.max(0, share)),
    error: error / (1 - capability.chance) / then,
  };
}

export function kept(grading: Grading): Finding {
  const end = grading.phases.length;
  const earlier = taughtColumns(grading, end).filter(({ last }) => last < end);
  if (earlier.length === 0) {
    return undecided('not-applicable', 'Nothing is taught before the last phase.');
  }
  const standing = earlier.filter(({ column, last }) => !takenBack(grading, column, last));
  if (standing.length === 0) {
    return undecided('not-applicable', 'Later phases contradict all that earlier ones taught.');
  }
  const perRun = grading.runs.map((run) => standing.map((task) => retention(grading, run, task)));
  const learned = perRun.map((run) => run.filter((task) => task !== null));
  const figures = learned.filter((run) => run.length > 0).map(meanOfIndependent);
  if (figures.length === 0) {
    return undecided('not-applicable', 'It learned nothing that it could keep.');
  }
  const shares = perRun.map((run) => run.map((task) => task && task.value));
  return clauseOf([
    condition('kept', overRuns(figures)),
    condition('worstKept', exactly(lowestOf(shares))),
  ]);
}
