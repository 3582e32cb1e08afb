// What a grade is made from: the finished runs of one learner, looked up in the record once.

import { phaseBoundaries } from '../../core/experiment.ts';
import type { ClauseGrade } from '../../core/grade.ts';
import type {
  Capability,
  DataAccess,
  Evaluation,
  OwnCurve,
  ReferenceCurve,
  RunRecord,
} from '../../core/runRecord.ts';
import { columnsTaught } from '../capabilities.ts';
import { type TaughtPair, lintStream } from './streamLint.ts';

/** A task of a phase: what a learner is taught once. A task that comes again is another lesson. */
export interface Lesson {
  /** 1-based. */
  readonly phase: number;
  /** Of the task in `capabilities`. */
  readonly column: number;
}

/** The run of one seed, evaluated at every boundary. */
export interface FinishedRun {
  readonly seed: number;
  /** All evaluations, by step. */
  readonly evaluations: readonly Evaluation[];
  /** Those at boundaries: row i is after phase i, row 0 is the base. */
  readonly rows: readonly Evaluation[];
  readonly access: readonly DataAccess[];
  readonly curves: readonly OwnCurve[];
  readonly references: readonly ReferenceCurve[];
}

export interface Grading {
  readonly record: RunRecord;
  readonly learnerId: string;
  /** For every phase, the columns that it teaches. */
  readonly phases: readonly (readonly number[])[];
  readonly lessons: readonly Lesson[];
  readonly runs: readonly FinishedRun[];
  /** Lines of the data-access log of all seeds, unfinished ones as well. */
  readonly access: readonly DataAccess[];
  /** Held-out pairs that the stream itself teaches. */
  readonly taughtPairs: readonly TaughtPair[];
  /** No more runs are to come, and there is one at least. */
  readonly complete: boolean;
}

/** What a clause finds; who asks knows which clause it is. */
export type Finding = Omit<ClauseGrade, 'clause'>;

/** A clause of the definition: a pure function of finished runs, of which there is one at least. */
export type ClauseGrader = (grading: Grading) => Finding;

/** Chance-corrected accuracy s = (a - c) / (1 - c): 0 for guessing, 1 for all right. */
export function scored(accuracy: number, { chance }: Pick<Capability, 'chance'>): number {
  return (accuracy - chance) / (1 - chance);
}

/** s of a column in a row of a run. */
export function scoreAt(grading: Grading, run: FinishedRun, row: number, column: number): number {
  return scored(run.rows[row]!.accuracy[column]!, grading.record.capabilities[column]!);
}

/** Columns of what the base knows: general capabilities and old ones. */
export function knownColumns({ capabilities }: RunRecord): number[] {
  return [...capabilities.keys()].filter((column) =>
    ['general', 'old'].includes(capabilities[column]!.group),
  );
}

function finishedRun(record: RunRecord, learnerId: string, seed: number): FinishedRun | null {
  const own = (line: { readonly learnerId: string; readonly seed: number }) =>
    line.learnerId === learnerId && line.seed === seed;
  const evaluations = record.evaluations.filter(own).toSorted((a, b) => a.step - b.step);
  const boundaries = phaseBoundaries(record.experiment.phases);
  const rows = boundaries.flatMap((step) => evaluations.find((e) => e.step === step) ?? []);
  if (boundaries.length < 2 || rows.length < boundaries.length) return null;
  return {
    seed,
    evaluations,
    rows,
    access: (record.access ?? []).filter(own),
    curves: (record.curves ?? []).filter(own),
    references: (record.references ?? []).filter((r) => r.seed === seed),
  };
}

/** Looks up all learners of a record, in the order of the experiment. */
export function gradingsOf(record: RunRecord): Grading[] {
  const { phases, learners, seeds } = record.experiment;
  const columns = columnsTaught(phases, record.capabilities);
  const lessons = columns.flatMap((taught, i) =>
    taught.map((column) => ({ phase: i + 1, column })),
  );
  const taughtPairs = lintStream(phases);
  const over = record.seconds !== null || record.error !== null;
  return learners.map(({ id: learnerId }) => {
    const runs = Array.from({ length: seeds.count }, (_, i) =>
      finishedRun(record, learnerId, seeds.first + i),
    ).filter((run) => run !== null);
    return {
      record,
      learnerId,
      phases: columns,
      lessons,
      runs,
      access: (record.access ?? []).filter((line) => line.learnerId === learnerId),
      taughtPairs,
      complete: runs.length === seeds.count || (over && runs.length > 0),
    };
  });
}
