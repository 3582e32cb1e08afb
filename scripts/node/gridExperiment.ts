// One point of the grid as an experiment: one learner on a development stream.

import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../../src/core/defaultExperiment.ts';
import type { Experiment } from '../../src/core/experiment.ts';
import { type GridSetting, type GridStream, gridSubject } from './gridSubjects.ts';

/** None of these is in a shipped experiment, so no default is chosen on what it is shown on. */
const FUNCTIONS = ['word-mirror', 'sort-down', 'sort-up'];

/** Tasks of the development streams; of the facts, the shipped stream of memories has these two and a third. */
export const GRID_TASKS: Readonly<Record<GridStream, readonly string[]>> = {
  functions: FUNCTIONS,
  long: FUNCTIONS,
  facts: ['facts-4', 'facts-5'],
};

/** Phases of a stream, in those of the others: learning rates are chosen where there is time to learn. */
export const GRID_LENGTHS: Readonly<Record<GridStream, number>> = {
  functions: 1,
  long: 2,
  facts: 1,
};

/** The row that every subject is compared with, by stream: all weights, no method. */
export const NAIVE = {
  functions: 'naive',
  long: 'naive-long',
  facts: 'naive-facts',
} as const satisfies Record<GridStream, string>;

export interface GridPoint extends GridSetting {
  /** Id of what is tried: a method, a set of trainable parameters or an optimizer; or one of NAIVE. */
  readonly method: string;
  readonly seed: number;
}

export interface GridSettings {
  readonly base: string;
  /** Steps of each of the phases, before GRID_LENGTHS. */
  readonly steps: number;
  readonly batch: number;
}

/** The stream that naive fine-tuning of this id is the comparison on; null for any other id. */
function naiveStream(id: string): GridStream | null {
  const streams = Object.keys(NAIVE) as GridStream[];
  return streams.find((stream) => NAIVE[stream] === id) ?? null;
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
      steps: GRID_LENGTHS[stream] * settings.steps,
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
