// 'efficiently': how many new examples, how much computation and how much old data learning takes, and whether it stays that way.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { DataAccess } from '../../core/runRecord.ts';
import { clauseOf, type Condition, condition, exactly, undecided } from './conditions.ts';
import { formatFigure } from './format.ts';
import { type FinishedRun, type Grading, type Finding, scored } from './grading.ts';
import {
  type Compared,
  comparedLessons,
  curveOf,
  NOTHING_LEARNED_BY_REFERENCE,
  referenceProblem,
} from './references.ts';
import { crossing, meanHeight } from './speed.ts';
import { NEARLY } from './thresholds.ts';

const NEVER_REACHED = `Never reached: in some phase it stays below ${formatFigure(NEARLY)} of what a fresh copy of the base learns.`;
const NOTHING_TO_LEARN = 'The tasks leave nothing to learn: the base does them from the start.';

/** What a lesson took beside its reference. */
interface Pace {
  readonly phase: number;
  /** New examples until the task is nearly learned over the reference's; null where it never is. */
  readonly examples: number | null;
  /** Area under the learner's curve over the reference's, chance corrected. */
  readonly area: number;
}

/**
 * Part of a phase's examples that are trained on as new ones. Rehearsal that takes the place of new examples leaves fewer of
 * them for the same steps. Who trains on nothing but answers all the same has made use of all.
 */
function newShare({ shown, trained, rehearsed }: DataAccess): number {
  return trained === 0 || shown === 0 ? 1 : Math.min(1, (trained - rehearsed) / shown);
}

/** Null where the reference had nearly nothing to learn: it is over its level from the start. */
function paceOf(grading: Grading, run: FinishedRun, compared: Compared): Pace | null {
  const { lesson, reference, score } = compared;
  const capability = grading.record.capabilities[lesson.column]!;
  const level = capability.chance + NEARLY * score * (1 - capability.chance);
  const curve = curveOf(run.curves, lesson)!;
  const line = run.access.find(({ phase }) => phase === lesson.phase)!;
  const theirs = crossing(reference, level);
  if (theirs === null || theirs === 0) return null;
  const ours = crossing(curve, level);
  return {
    phase: lesson.phase,
    examples: ours === null ? null : (ours * newShare(line)) / theirs,
    area: scored(meanHeight(curve), capability) / scored(meanHeight(reference), capability),
  };
}

/** Mean area of the last phases over that of the first, half of them each; the one in the middle of an odd number is in neither. */
function lateOverEarly(paces: readonly Pace[]): number | null {
  const areaIn = (phase: number) =>
    meanOf(paces.filter((pace) => pace.phase === phase).map(({ area }) => area));
  const byPhase = [...new Set(paces.map(({ phase }) => phase))].map(areaIn);
  const half = Math.floor(byPhase.length / 2);
  const early = meanOf(byPhase.slice(0, half));
  const late = meanOf(byPhase.slice(byPhase.length - half));
  return half === 0 || early === null || late === null || early <= 0 ? null : late / early;
}

/** Computation and rehearsal, from the data-access log. */
function costConditions(lines: readonly DataAccess[]): Condition[] {
  const total = (key: 'trained' | 'rehearsed') => lines.reduce((sum, line) => sum + line[key], 0);
  const flops = meanOf(lines.map((line) => line.flopsRatio));
  return [
    condition('flops', exactly(flops)),
    condition('rehearsed', exactly(total('rehearsed') / Math.max(1, total('trained')))),
  ];
}

function missing({ runs, lessons, phases }: Grading): string | null {
  const complete = runs.every(
    (run) =>
      lessons.every((lesson) => curveOf(run.curves, lesson)) &&
      phases.every((_, i) => run.access.some(({ phase }) => phase === i + 1)),
  );
  return complete ? null : 'This record lacks learning curves or the log of what was read.';
}

export function efficient(grading: Grading): Finding {
  const problem = referenceProblem(grading) ?? missing(grading);
  if (problem !== null) return undecided('not-assessable', problem);
  const perRun = grading.runs.map((run) =>
    comparedLessons(grading, run).flatMap((c) => (c && paceOf(grading, run, c)) ?? []),
  );
  const paces = perRun.flat();
  if (paces.length === 0) {
    const some = grading.runs.some((run) => comparedLessons(grading, run).some((c) => c !== null));
    return undecided('not-assessable', some ? NOTHING_TO_LEARN : NOTHING_LEARNED_BY_REFERENCE);
  }
  const never = paces.some(({ examples }) => examples === null);
  // Lessons of one run first, so that a run in which fewer of them say something counts no less.
  const mean = meanOf(perRun.map((own) => meanOf(own.map(({ examples }) => examples))));
  const conditions = [
    never
      ? condition('examples', exactly(null), { verdict: 'not-met' })
      : condition('examples', exactly(mean)),
    ...costConditions(grading.runs.flatMap((run) => run.access)),
  ];
  if (grading.phases.length >= 2) {
    const speed = meanOf(perRun.map(lateOverEarly));
    // Without anything learned early there is no early speed to be slower than; the first condition says so.
    const change = speed === null ? { verdict: 'not-applicable' as const } : {};
    conditions.push(condition('speed', exactly(speed), change));
  }
  return clauseOf(conditions, never ? { reason: NEVER_REACHED } : {});
}
