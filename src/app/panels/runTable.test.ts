import { describe, expect, it } from 'vitest';
import { DEFAULT_EXPERIMENT } from '../../core/defaultExperiment.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { matricesCsv, metricColumns, runRows } from './runTable.ts';

const RECORD: RunRecord = {
  format: 1,
  experiment: {
    ...DEFAULT_EXPERIMENT,
    phases: [{ tasks: [{ id: 'reverse', weight: 1 }], steps: 10, blur: 0 }],
    seeds: { first: 3, count: 2 },
  },
  capabilities: [
    { id: 'general.add', label: 'a "b"', short: 'add', group: 'general', chance: 0, items: 10 },
    { id: 'new.reverse', label: 'reverse', short: 'rev', group: 'new', chance: 0, items: 10 },
  ],
  adapter: { kind: 'cpu', name: 'CPU', software: false, variant: 'thread' },
  date: '2026-01-01T00:00:00Z',
  seconds: 1,
  evaluations: [
    { learnerId: 'naive', seed: 3, step: 0, accuracy: [1, 0], loss: [0, 0] },
    { learnerId: 'naive', seed: 3, step: 10, accuracy: [0.25, 1], loss: [0, 0] },
    { learnerId: 'replay', seed: 4, step: 0, accuracy: [1, 0], loss: [0, 0] },
  ],
  losses: [],
  metrics: [
    { learnerId: 'naive', seed: 3, step: 5, values: { forgetting: 0.1 } },
    {
      learnerId: 'naive',
      seed: 3,
      step: 10,
      values: { forgetting: 0.5, extra: 2, undefinedYet: null },
    },
  ],
  error: null,
};

describe('runRows', () => {
  it('has a row for every run that was evaluated, with its last metrics', () => {
    expect(runRows(RECORD)).toEqual([
      {
        learnerId: 'naive',
        name: 'Naive',
        mark: 0,
        seed: 3,
        step: 10,
        learned: 1,
        withoutMemory: null,
        values: { forgetting: 0.5, extra: 2, undefinedYet: null },
      },
      {
        learnerId: 'replay',
        name: 'Replay 50 %',
        mark: 1,
        seed: 4,
        step: 0,
        learned: 0,
        withoutMemory: null,
        values: {},
      },
    ]);
  });

  it('says what a learner knows without its memory', () => {
    const evaluations = RECORD.evaluations.map((e) => ({ ...e, withoutMemory: [1, 0.25] }));
    const rows = runRows({ ...RECORD, evaluations });
    expect(rows.map((row) => [row.learned, row.withoutMemory])).toEqual([
      [1, 0.25],
      [0, 0.25],
    ]);
  });
});

describe('metricColumns', () => {
  it('follows the catalog and keeps what it does not know', () => {
    const infos = ['average', 'forgetting'].map((id) => ({
      id,
      label: id.toUpperCase(),
      summary: '',
      params: {},
      group: 'retention' as const,
      equation: '',
      higherIsBetter: true,
    }));
    expect(metricColumns(runRows(RECORD), infos).map((m) => m.label)).toEqual([
      'FORGETTING',
      'extra',
    ]);
  });
});

describe('matricesCsv', () => {
  it('has a line per learner, seed and phase', () => {
    const lines = matricesCsv(RECORD).split('\n');
    expect(lines[0]).toBe('learner,seed,phase,tasks,step,general.add,new.reverse');
    expect(lines[1]).toBe('naive,3,0,base,0,1,0');
    expect(lines[2]).toBe('naive,3,1,reverse,10,0.25,1');
    expect(lines[3]).toBe('naive,4,0,base,0,,');
    expect(lines).toHaveLength(1 + 2 * 2 * 2 + 1);
  });
});
