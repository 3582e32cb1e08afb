// 'learn new capabilities': how much of what can be learned in a phase a learner has learned when the phase ends.

import { meanOf } from '../../core/accuracyMatrix.ts';
import { wilsonInterval } from '../../core/intervals.ts';
import { clauseOf, condition, exactly, undecided } from './conditions.ts';
import { lowestOf, overRuns, type RunFigure } from './estimates.ts';
import { type FinishedRun, type Grading, type Finding, scoreAt } from './grading.ts';
import {
  type Compared,
  comparedLessons,
  NOTHING_LEARNED_BY_REFERENCE,
  referenceProblem,
} from './references.ts';

const own = (grading: Grading, run: FinishedRun, { lesson }: Compared): number =>
  scoreAt(grading, run, lesson.phase, lesson.column);

/** s(R_jj) / s(STL_j), cut to 0..1: what is learned better than by the reference must not hide what is not learned. */
function shareLearned(grading: Grading, run: FinishedRun, compared: Compared): number {
  return Math.min(1, Math.max(0, own(grading, run, compared) / compared.score));
}

/** (s(R_jj) - s(R_0j)) / (1 - s(R_0j)); 0 where there was nothing to gain. */
function shareGained(grading: Grading, run: FinishedRun, compared: Compared): number {
  const before = scoreAt(grading, run, 0, compared.lesson.column);
  return before >= 1 ? 0 : (own(grading, run, compared) - before) / (1 - before);
}

/**
 * LA_rel of one run, the mean of the shares. Its lower end: all items of all lessons as one proportion p with Wilson's
 * interval, whose distance p - low is carried over by what a step of accuracy is worth in the shares; the reference is fixed.
 */
function relativeAccuracy(
  grading: Grading,
  run: FinishedRun,
  compared: readonly Compared[],
): RunFigure {
  const value = meanOf(compared.map((c) => shareLearned(grading, run, c)))!;
  const capability = (c: Compared) => grading.record.capabilities[c.lesson.column]!;
  const items = compared.reduce((sum, c) => sum + capability(c).items, 0);
  const right = compared.reduce(
    (sum, c) => sum + capability(c).items * run.rows[c.lesson.phase]!.accuracy[c.lesson.column]!,
    0,
  );
  const { mean, low } = wilsonInterval(right / items, items);
  const worth = meanOf(compared.map((c) => 1 / ((1 - capability(c).chance) * c.score)))!;
  return { value, low: Math.max(0, value - (mean - low) * worth) };
}

export function learned(grading: Grading): Finding {
  const problem = referenceProblem(grading);
  if (problem !== null) return undecided('not-assessable', problem);
  const runs = grading.runs.map((run) => ({ run, lessons: comparedLessons(grading, run) }));
  const sound = runs.map(({ run, lessons }) => ({
    run,
    lessons: lessons.filter((c) => c !== null),
  }));
  const means = sound
    .filter(({ lessons }) => lessons.length > 0)
    .map(({ run, lessons }) => relativeAccuracy(grading, run, lessons));
  if (means.length === 0) return undecided('not-assessable', NOTHING_LEARNED_BY_REFERENCE);
  const shares = (share: typeof shareLearned) =>
    runs.map(({ run, lessons }) => lessons.map((c) => c && share(grading, run, c)));
  return clauseOf([
    condition('learned', overRuns(means)),
    condition('worstLearned', exactly(lowestOf(shares(shareLearned)))),
    condition('gain', exactly(lowestOf(shares(shareGained)))),
  ]);
}
