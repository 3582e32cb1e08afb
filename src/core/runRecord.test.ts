// From events to a record, and from a record to the accuracy matrix.

import { describe, expect, it } from 'vitest';

import { meanOf } from './accuracyMatrix.ts';
import { DEFAULT_EXPERIMENT } from './defaultExperiment.ts';
import type { ErrorReport } from './errors.ts';
import type { RunEvent } from './protocol.ts';
import { type Evaluation, type RunRecord, accuracyMatrix, reduce } from './runRecord.ts';

const experiment = {
  ...DEFAULT_EXPERIMENT,
  phases: [10, 20].map((steps) => ({ tasks: [{ id: 'reverse', weight: 1 }], steps, blur: 0 })),
};

const started: Extract<RunEvent, { kind: 'started' }> = {
  kind: 'started',
  runId: 1,
  experiment,
  capabilities: [
    { id: 'copy', label: 'Copy', short: 'copy', group: 'general', chance: 0, items: 48 },
    { id: 'reverse', label: 'Reverse', short: 'rev', group: 'new', chance: 0.04, items: 48 },
  ],
  adapter: { kind: 'cpu', name: 'CPU device', software: true, variant: 'thread' },
  base: { world: 'strings', examples: 1000 },
  date: '2026-01-02T03:04:05.000Z',
};

function evaluation(learnerId: string, seed: number, step: number, accuracy: number[]): Evaluation {
  return { learnerId, seed, step, accuracy, loss: accuracy.map((a) => 1 - a) };
}

const recordOf = (events: readonly RunEvent[]): RunRecord =>
  events.reduce<RunRecord | null>(reduce, null)!;

const evaluated = (...evaluations: Evaluation[]): RunEvent => ({
  kind: 'evaluated',
  runId: 1,
  evaluations,
});

describe('reduce', () => {
  it('begins with what the start says and nothing measured', () => {
    const { kind: _, runId: __, ...facts } = started;
    const lists = {
      evaluations: [],
      losses: [],
      metrics: [],
      access: [],
      curves: [],
      references: [],
    };
    const nothing = { ...lists, grades: [], seconds: null, error: null };
    expect(reduce(null, started)).toEqual({ format: 1, ...facts, ...nothing });
  });

  it('appends measurements in the order in which they come', () => {
    const first = evaluation('naive', 1, 0, [1, 0]);
    const second = evaluation('replay', 1, 0, [1, 0.5]);
    const loss = { learnerId: 'naive', seed: 1, step: 1, loss: 2.5, gradientNorm: 0.7 };
    const metric = { learnerId: 'naive', seed: 1, step: 10, values: { forgetting: null } };
    const record = recordOf([
      started,
      evaluated(first),
      evaluated(second),
      { kind: 'points', runId: 1, losses: [loss] },
      { kind: 'points', runId: 1, losses: [{ ...loss, step: 2 }] },
      { kind: 'measured', runId: 1, metrics: [metric] },
      { kind: 'finished', runId: 1, seconds: 12.5 },
    ]);
    expect(record.evaluations).toEqual([first, second]);
    expect(record.losses.map((l) => l.step)).toEqual([1, 2]);
    expect(record.metrics).toEqual([metric]);
    expect(record.seconds).toBe(12.5);
  });

  it('keeps what was measured before a failure', () => {
    const error: ErrorReport = { code: 'diverged', message: 'loss: NaN.', hint: '' };
    const first = evaluation('naive', 1, 0, [1, 0]);
    const record = recordOf([started, evaluated(first), { kind: 'failed', runId: 1, error }]);
    expect(record.error).toEqual(error);
    expect(record.evaluations).toEqual([first]);
    expect(record.seconds).toBeNull();
  });

  it('leaves the record it is given unchanged', () => {
    const before = recordOf([started]);
    const copy = structuredClone(before);
    reduce(before, evaluated(evaluation('naive', 1, 0, [1, 0])));
    expect(before).toEqual(copy);
  });

  it('returns the same object for events that add nothing', () => {
    const record = recordOf([started]);
    expect(reduce(record, { kind: 'paused', runId: 1, step: 3 })).toBe(record);
    expect(reduce(null, { kind: 'resumed', runId: 1 })).toBeNull();
  });

  it('ignores measurements of a run that never started', () => {
    expect(reduce(null, evaluated(evaluation('naive', 1, 0, [1, 0])))).toBeNull();
  });

  it('starts afresh with the next run', () => {
    const first = evaluated(evaluation('naive', 1, 0, [1, 0]));
    expect(recordOf([started, first, started])).toEqual(recordOf([started]));
  });
});

describe('accuracyMatrix', () => {
  const record = recordOf([
    started,
    evaluated(
      evaluation('naive', 1, 0, [1, 0]),
      evaluation('replay', 1, 0, [0.9, 0.1]),
      evaluation('naive', 2, 0, [0.8, 0.2]),
    ),
    evaluated(evaluation('naive', 1, 5, [0.7, 0.3]), evaluation('naive', 1, 10, [0.6, 0.4])),
  ]);

  it('has a row for the base and for each phase, of its own learner and seed only', () => {
    const unknown = [null, null];
    expect(accuracyMatrix(record, 'naive', 1)).toEqual([[1, 0], [0.6, 0.4], unknown]);
    expect(accuracyMatrix(record, 'naive', 2)).toEqual([[0.8, 0.2], unknown, unknown]);
    expect(accuracyMatrix(record, 'replay', 1)).toEqual([[0.9, 0.1], unknown, unknown]);
  });
});

describe('meanOf', () => {
  it('is the mean of what is there, or null', () => {
    expect(meanOf([0.25, null, 0.75, undefined])).toBe(0.5);
    expect(meanOf([0])).toBe(0);
    expect(meanOf([null])).toBeNull();
    expect(meanOf([])).toBeNull();
  });
});
