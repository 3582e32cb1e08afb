// 'in its weights': what is left of what it can do when everything beside the weights is taken away, and whether that grows.

import { meanOf } from '../../core/accuracyMatrix.ts';
import { clauseOf, condition, exactly, undecided } from './conditions.ts';
import { type FinishedRun, type Finding, type Grading, scoreAt } from './grading.ts';
import { LEARNED, reaches } from './thresholds.ts';

const UNLOGGED = 'This record does not say what it answers with beside its weights.';
const NO_MEMORY = 'It answers from its weights alone; it has no memory beside them.';

/**
 * IW: mean of accuracy without memory over accuracy with it, each cut to 1, of the taught tasks that it can do when the stream
 * ends; null where there is none. At the end, since a memory may hold what the weights have lost meanwhile.
 */
function shareInWeights(grading: Grading, run: FinishedRun): number | null {
  const end = grading.phases.length;
  const { accuracy, withoutMemory } = run.rows[end]!;
  const taught = [...new Set(grading.lessons.map(({ column }) => column))];
  const done = taught.filter((column) => reaches(scoreAt(grading, run, end, column), LEARNED));
  return meanOf(
    done.map((column) =>
      withoutMemory ? Math.min(1, withoutMemory[column]! / accuracy[column]!) : 1,
    ),
  );
}

/** Numbers beside the weights at the end, less those after the first phase, per phase; null where one of these was not logged. */
function growth({ access }: FinishedRun, phases: number): number | null {
  const [first, last] = [1, phases].map((phase) => access.find((line) => line.phase === phase));
  if (!first || !last) return null;
  return (last.inferenceState - first.inferenceState) / Math.max(1, phases - 1);
}

export function inWeights(grading: Grading): Finding {
  const shares = meanOf(grading.runs.map((run) => shareInWeights(grading, run)));
  if (shares === null) return undecided('not-applicable', 'It can do none of what was taught.');
  const growths = grading.runs.map((run) => growth(run, grading.phases.length));
  const known = growths.filter((value) => value !== null);
  const most = known.length < growths.length ? null : Math.max(...known);
  const conditions = [condition('inWeights', exactly(shares)), condition('growth', exactly(most))];
  const finding = clauseOf(conditions);
  if (finding.verdict === 'not-assessable') return { ...finding, reason: UNLOGGED };
  const bare = grading.runs.every((run) => run.rows.at(-1)!.withoutMemory === undefined);
  return finding.verdict === 'met' && bare ? { ...finding, reason: NO_MEMORY } : finding;
}
