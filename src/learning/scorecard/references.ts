// The single-task learner that a lesson is compared with, and which lessons say something: those that it learned itself.

import type { LearningCurve, ReferenceCurve } from '../../core/runRecord.ts';
import { type FinishedRun, type Grading, type Lesson, scored } from './grading.ts';
import { LEARNED, reaches } from './thresholds.ts';

/** A lesson that the reference learned. */
export interface Compared {
  readonly lesson: Lesson;
  readonly reference: ReferenceCurve;
  /** Chance-corrected accuracy that the reference ends with: s(STL_j). */
  readonly score: number;
}

/** The curve of a lesson, or undefined. */
export function curveOf<T extends LearningCurve>(
  curves: readonly T[],
  { phase, column }: Lesson,
): T | undefined {
  return curves.find((curve) => curve.phase === phase && curve.column === column);
}

/** Why no lesson can be compared, in a sentence; null where one can. */
export function referenceProblem({ record, runs, lessons }: Grading): string | null {
  if (!record.references || record.references.length === 0) {
    return 'This record has no single-task learners to compare with.';
  }
  const complete = runs.every((run) =>
    lessons.every((lesson) => (curveOf(run.references, lesson)?.accuracy.length ?? 0) > 0),
  );
  return complete
    ? null
    : 'For some phases this record has no single-task learner to compare with.';
}

/** For each lesson, its reference; null where that did not learn it: there the task, not the learner, is at fault. */
export function comparedLessons(grading: Grading, run: FinishedRun): (Compared | null)[] {
  return grading.lessons.map((lesson) => {
    const reference = curveOf(run.references, lesson)!;
    const score = scored(reference.accuracy.at(-1)!, grading.record.capabilities[lesson.column]!);
    return reaches(score, LEARNED) ? { lesson, reference, score } : null;
  });
}

export const NOTHING_LEARNED_BY_REFERENCE =
  'The tasks are too hard: a fresh copy of the base learns none of them either.';
