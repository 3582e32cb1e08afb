// One point of the grid as an experiment: one learner on a development stream.

import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../../src/core/defaultExperiment.ts';
import type { Experiment } from '../../src/core/experiment.ts';
import { type GridSetting, type GridStream, gridSubject } from './gridSubjects.ts';

/**
 * Tasks of the development streams. None of the functions is in a shipped experiment, so no default is chosen on what it is
 * shown on; of the facts, the shipped stream of memories has these two and a third.
 */
export const GRID_TASKS = {
  functions: ['word-mirror', 'sort-down', 'sort-up'],
  facts: ['facts-4', 'facts-5'],
} as const satisfies Record<GridStream, readonly string[]>;

/** The row that every subject is compared with, by stream: all weights, no method. */
export const NAIVE = { functions: 'naive', facts: 'naive-facts' } as const satisfies Record<
  GridStream,
  string
>;

export interface GridPoint extends GridSetting {
  /** Id of what is tried: a method, a set of trainable parameters or an optimizer; or one of NAIVE. */
  readonly method: string;
  readonly seed: number;
}

export interface GridSettings {
  readonly base: string;
  /** Steps of each of the phases. */
  readonly steps: number;
  readonly batch: number;
}

/** The stream that naive fine-tuning of this id is the comparison on; null for any other id. */
function naiveStream(id: string): GridStream | null {
  if (id === NAIVE.functions) return 'functions';
  return id === NAIVE.facts ? 'facts' : null;
}

/** One learner on its development stream: cosine decay inside each phase, the point's setting, all else at default. */
export function gridExperiment(point: GridPoint, settings: GridSettings): Experiment {
  const { method, value, rate, seed } = point;
  const naiveOn = naiveStream(method);
  const subject = naiveOn ? null : gridSubject(method);
  const stream = naiveOn ?? subject!.stream;
  return {
    ...DEFAULT_EXPERIMENT,
    name: `grid ${method} ${value}${rate === undefined ? '' : `, rate ${rate}`}`,
    base: { kind: 'checkpoint', id: settings.base },
    phases: GRID_TASKS[stream].map((id) => ({
      tasks: [{ id, weight: 1 }],
      steps: settings.steps,
      blur: 0,
    })),
    learners: [
      {
        ...NAIVE_LEARNER,
        id: method,
        schedule: { id: 'cosine', params: { span: 'phase' } },
        ...subject?.changes(point),
      },
    ],
    seeds: { first: seed, count: 1 },
    batchSize: settings.batch,
    evaluation: { every: 500, denseAfterBoundary: false, items: 128 },
  };
}
