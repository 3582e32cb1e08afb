// Small records to be graded, made from accuracies: three phases that teach a function of digits each, on a base that knows
// functions and their pairs. What a test does not say is as it would be for plain fine-tuning.

import { NAIVE_LEARNER } from '../../core/defaultExperiment.ts';
import type { Experiment } from '../../core/experiment.ts';
import type {
  Capability,
  CompositionFigures,
  DataAccess,
  Evaluation,
  OwnCurve,
  PairKind,
  ReferenceCurve,
  RunRecord,
} from '../../core/runRecord.ts';

export const STEPS = 100;
const BATCH = 10;
const ITEMS = 100;
const BASE_EXAMPLES = 100_000;
/** Columns of what the base knows: two general capabilities and an old one; those of the three tasks follow. */
export const KNOWN = 3;

const TASKS = ['n1', 'n2', 'n3'];

const capability = (id: string, group: Capability['group']): Capability => ({
  id,
  label: id,
  short: id.slice(0, 6),
  group,
  chance: 0,
  items: ITEMS,
});

const CAPABILITIES = [
  capability('functions', 'general'),
  capability('seen-pairs', 'general'),
  capability('old.pairs', 'old'),
  ...TASKS.map((id) => capability(`new.${id}`, 'new')),
];

const phase = (id: string) => ({ tasks: [{ id, weight: 1 }], steps: STEPS, blur: 0 });

const EXPERIMENT: Experiment = {
  name: 'graded',
  base: { kind: 'checkpoint', id: 'tiny' },
  phases: TASKS.map(phase),
  learners: [NAIVE_LEARNER],
  seeds: { first: 1, count: 1 },
  batchSize: BATCH,
  evaluation: { every: STEPS, denseAfterBoundary: false, items: ITEMS },
};

type Rows = readonly (readonly number[])[];

/** One run, as far as it is unusual. */
export interface RunSketch {
  /** Accuracy of every column at every boundary: a row for the base, one for each phase. */
  readonly rows: Rows;
  /** The same without its memory, from the end of the first phase on: the base has none. */
  readonly withoutMemory?: Rows;
  /** Losses of the base; the default is 3 (1 - accuracy). */
  readonly baseLoss?: readonly number[];
  /** Accuracy on pairs at the end, by kind; of their parts 1 each unless said otherwise. */
  readonly pairs?: Readonly<Partial<Record<PairKind, Partial<CompositionFigures>>>>;
  /** Changes of the lines of its log. */
  readonly access?: (phase: number) => Partial<DataAccess>;
  /** Steps that a task takes to be learned; 50 for the reference. */
  readonly slowness?: readonly number[];
  /** Evaluations between boundaries. */
  readonly between?: readonly { readonly step: number; readonly accuracy: readonly number[] }[];
}

/** As many ones as the accuracy has it, first. */
const rightOf = (accuracy: number): string => {
  const right = Math.round(accuracy * ITEMS);
  return '1'.repeat(right) + '0'.repeat(ITEMS - right);
};

const lossOf = (accuracy: readonly number[]): number[] => accuracy.map((a) => 3 * (1 - a));

function pairFigures(kind: PairKind, change: Partial<CompositionFigures> = {}): CompositionFigures {
  return { kind, accuracy: 1, inner: 1, outer: 1, items: ITEMS, ...change };
}

function evaluationsOf(sketch: RunSketch, learnerId: string, seed: number): Evaluation[] {
  const { rows, withoutMemory, baseLoss, pairs = {}, between = [] } = sketch;
  const kinds = (wanted: readonly PairKind[]) =>
    wanted.map((kind) => pairFigures(kind, pairs[kind]));
  const atBoundaries = rows.map((accuracy, i): Evaluation => {
    const bare = i > 0 ? withoutMemory?.[i - 1] : undefined;
    return {
      learnerId,
      seed,
      step: i * STEPS,
      accuracy,
      ...(bare && { withoutMemory: bare }),
      loss: i === 0 && baseLoss ? baseLoss : lossOf(accuracy),
      atBoundary: {
        right: (bare ?? accuracy).map(rightOf),
        compositions: kinds(i === 0 ? ['base'] : ['new-new', 'new-old', 'old-new']),
        forwardKl: 0,
        reverseKl: 0,
        weightDistance: 0,
      },
    };
  });
  const others = between.map(({ step, accuracy }) => ({
    learnerId,
    seed,
    step,
    accuracy,
    loss: lossOf(accuracy),
  }));
  return [...atBoundaries, ...others];
}

/** Rises in a straight line from the first value to the second, and stays there. */
function curve(from: number, to: number, steps: number): Pick<OwnCurve, 'steps' | 'accuracy'> {
  return steps < STEPS
    ? { steps: [0, steps, STEPS], accuracy: [from, to, to] }
    : { steps: [0, STEPS], accuracy: [from, from + ((to - from) * STEPS) / steps] };
}

const REFERENCE_STEPS = 50;

function curvesOf({ rows, slowness = [] }: RunSketch, learnerId: string, seed: number): OwnCurve[] {
  return TASKS.map((_, j) => {
    const column = KNOWN + j;
    const [from, to] = [rows[j]![column]!, rows[j + 1]![column]!];
    const steps = slowness[j] ?? REFERENCE_STEPS;
    return { learnerId, seed, phase: j + 1, column, ...curve(from, to, steps) };
  });
}

function accessOf({ access }: RunSketch, learnerId: string, seed: number): DataAccess[] {
  const shown = STEPS * BATCH;
  return TASKS.map((_, j) => ({
    learnerId,
    seed,
    phase: j + 1,
    shown,
    trained: shown,
    rehearsed: 0,
    generalRead: 0,
    taskRead: 0,
    futureRead: 0,
    storedGeneral: 0,
    storedPerTask: 0,
    flopsRatio: 1,
    inferenceState: 0,
    ...access?.(j + 1),
  }));
}

/** The single-task learners: each learns its task from 0 to 1 in 50 steps. */
export function referencesOf(seed: number, ends: readonly number[] = [1, 1, 1]): ReferenceCurve[] {
  return ends.map((end, j) => ({
    seed,
    phase: j + 1,
    column: KNOWN + j,
    ...curve(0, end, REFERENCE_STEPS),
  }));
}

/** A finished record of learners, each with one run for every seed; `change` replaces parts of it. */
export function gradedRecord(
  learners: Readonly<Record<string, readonly RunSketch[]>>,
  change: Partial<RunRecord> = {},
): RunRecord {
  const count = Math.max(...Object.values(learners).map((runs) => runs.length));
  const each = <T>(make: (sketch: RunSketch, learnerId: string, seed: number) => T[]): T[] =>
    Object.entries(learners).flatMap(([id, runs]) =>
      runs.flatMap((sketch, i) => make(sketch, id, i + 1)),
    );
  return {
    format: 1,
    experiment: {
      ...EXPERIMENT,
      learners: Object.keys(learners).map((id) => ({ ...NAIVE_LEARNER, id, name: id })),
      seeds: { first: 1, count },
    },
    capabilities: CAPABILITIES,
    adapter: { kind: 'cpu', name: 'CPU device', software: true, variant: 'thread' },
    base: { world: 'functions-steps', examples: BASE_EXAMPLES },
    access: each(accessOf),
    curves: each(curvesOf),
    references: Array.from({ length: count }, (_, i) => referencesOf(i + 1)).flat(),
    grades: [],
    date: '2026-01-02T03:04:05.000Z',
    seconds: 1,
    evaluations: each(evaluationsOf),
    losses: [],
    metrics: [],
    error: null,
    ...change,
  };
}

/** The same as it would be from before anything was measured at boundaries only. */
export function withoutBoundaryFigures(record: RunRecord): RunRecord {
  const evaluations = record.evaluations.map((evaluation): Evaluation => {
    const { atBoundary: _, ...rest } = evaluation;
    return rest;
  });
  return { ...record, evaluations };
}

const BEFORE = [1, 1, 1, 0, 0, 0] as const;

/** Learns every task fully, keeps all, combines all. */
export const ORACLE: RunSketch = {
  rows: [BEFORE, [1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 1, 0], [1, 1, 1, 1, 1, 1]],
};

const NO_TRAINING: Partial<DataAccess> = { trained: 0, flopsRatio: 0 };
const NO_PARTS: RunSketch['pairs'] = {
  'new-new': { accuracy: 0, inner: 0, outer: 0 },
  'new-old': { accuracy: 0, outer: 0 },
  'old-new': { accuracy: 0, inner: 0 },
};

/** Never changes: keeps everything and learns nothing. */
export const FROZEN: RunSketch = {
  rows: [BEFORE, BEFORE, BEFORE, BEFORE],
  pairs: NO_PARTS,
  access: () => NO_TRAINING,
};

/** Learns each task and loses all else. */
export const NAIVE: RunSketch = {
  rows: [BEFORE, [0.4, 0.2, 0.2, 1, 0, 0], [0.2, 0.1, 0, 0, 1, 0], [0.1, 0, 0, 0, 0, 1]],
  pairs: {
    'new-new': { accuracy: 0, inner: 0.3, outer: 0.3 },
    'new-old': { accuracy: 0, inner: 0.1, outer: 0.3 },
    'old-new': { accuracy: 0, inner: 0.3, outer: 0.1 },
  },
};

/** Learns everything at once, from data that it may not have. */
export const JOINT: RunSketch = {
  rows: [BEFORE, [1, 1, 1, 0.4, 0.4, 0.4], [1, 1, 1, 0.8, 0.8, 0.8], [1, 1, 1, 0.96, 0.96, 0.96]],
  slowness: [100, 100, 100],
  access: (n) => ({
    rehearsed: 1000,
    generalRead: 500,
    futureRead: 3 - n ? 250 : 0,
    taskRead: 250,
  }),
};

/** Frozen weights, and a store that knows the answers. */
export const RETRIEVAL: RunSketch = {
  ...ORACLE,
  withoutMemory: [BEFORE, BEFORE, BEFORE],
  pairs: NO_PARTS,
  access: (n) => ({ ...NO_TRAINING, storedPerTask: 100, inferenceState: 100 * n }),
};
