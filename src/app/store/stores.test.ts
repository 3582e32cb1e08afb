// The stores: edits and undo, the run's states, late events, and which curves belong to which experiment.

import { beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_EXPERIMENT } from '../../core/defaultExperiment.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { RunEvent } from '../../core/protocol.ts';
import { experimentStore } from './experimentStore.ts';
import { CATALOG, GPU, RECORD } from './fixtures.ts';
import { type RunData, reduceRun, runStore } from './runStore.ts';
import { sameRun } from './sameRun.ts';
import { isEdited } from './shown.ts';
import { traceFor } from './traces.ts';

const share = (value: number): Experiment => ({
  ...DEFAULT_EXPERIMENT,
  learners: DEFAULT_EXPERIMENT.learners.map((l) =>
    l.id === 'replay' ? { ...l, methods: [{ id: 'replay', params: { share: value } }] } : l,
  ),
});

describe('experimentStore', () => {
  beforeEach(() => experimentStore.getState().open(DEFAULT_EXPERIMENT));

  test('edits, and undoes them one by one', () => {
    const { edit, undo } = experimentStore.getState();
    edit((e) => ({ ...e, batchSize: 8 }));
    edit((e) => e);
    edit((e) => ({ ...e, batchSize: 4 }));
    expect(experimentStore.getState().past).toHaveLength(2);
    undo();
    expect(experimentStore.getState().experiment.batchSize).toBe(8);
    undo();
    undo();
    expect(experimentStore.getState().experiment).toBe(DEFAULT_EXPERIMENT);
  });

  test('selects another learner when the selected one is removed', () => {
    const { edit, selectLearner } = experimentStore.getState();
    selectLearner('replay');
    edit((e) => ({ ...e, learners: e.learners.filter((l) => l.id !== 'replay') }));
    expect(experimentStore.getState().selectedLearnerId).toBe('naive');
  });

  test('opening clears what belonged to the experiment before', () => {
    const { edit, correct, open } = experimentStore.getState();
    edit((e) => ({ ...e, batchSize: 8 }));
    correct(DEFAULT_EXPERIMENT, [{ subject: 'x', message: 'x' }]);
    open(share(0.2));
    const state = experimentStore.getState();
    expect(state.past).toEqual([]);
    expect(state.corrections).toEqual([]);
  });
});

describe('sameRun', () => {
  test('ignores names and defaults that are spelled out', () => {
    const renamed = { ...DEFAULT_EXPERIMENT, name: 'Another name' };
    expect(sameRun(renamed, DEFAULT_EXPERIMENT, null)).toBe(true);
    const bare = {
      ...DEFAULT_EXPERIMENT,
      learners: DEFAULT_EXPERIMENT.learners.map((l) => ({
        ...l,
        methods: l.methods.map((m) => ({ id: m.id, params: {} })),
      })),
    };
    expect(sameRun(bare, DEFAULT_EXPERIMENT, CATALOG)).toBe(true);
    expect(sameRun(bare, DEFAULT_EXPERIMENT, null)).toBe(false);
  });

  test('sees every other difference', () => {
    expect(sameRun(share(0.2), DEFAULT_EXPERIMENT, CATALOG)).toBe(false);
    expect(isEdited(share(0.2), RECORD, CATALOG)).toBe(true);
    expect(isEdited(DEFAULT_EXPERIMENT, RECORD, CATALOG)).toBe(false);
    expect(isEdited(DEFAULT_EXPERIMENT, null, CATALOG)).toBe(false);
    expect(traceFor(DEFAULT_EXPERIMENT, CATALOG)).toBe('default.json');
    expect(traceFor(share(0.2), CATALOG)).toBeNull();
  });
});

describe('runStore', () => {
  const started = (runId: number): RunEvent => ({
    kind: 'started',
    runId,
    experiment: DEFAULT_EXPERIMENT,
    capabilities: [],
    adapter: GPU,
    base: { world: 'strings', examples: 0 },
    date: '',
  });
  const begin = (): RunData => {
    runStore.getState().reset();
    const runId = runStore.getState().beginRun();
    runStore.getState().apply([started(runId)]);
    return runStore.getState();
  };

  test('goes through the states of a run', () => {
    const { runId } = begin();
    const { apply } = runStore.getState();
    expect(runStore.getState().status).toBe('running');
    apply([{ kind: 'paused', runId, step: 12 }]);
    expect(runStore.getState()).toMatchObject({ status: 'paused', step: 12 });
    apply([{ kind: 'resumed', runId }]);
    expect(runStore.getState().status).toBe('running');
    apply([{ kind: 'finished', runId, seconds: 3 }]);
    expect(runStore.getState()).toMatchObject({ status: 'finished', live: { seconds: 3 } });
  });

  test('drops events of a run that was reset, and answers to older questions', () => {
    const { runId } = begin();
    runStore.getState().reset();
    runStore.getState().apply([{ kind: 'paused', runId, step: 3 }]);
    expect(runStore.getState()).toMatchObject({ status: 'recorded', live: null });
    runStore.getState().beginDescribe();
    const requestId = runStore.getState().beginDescribe() - 1;
    const error = { code: 'bad-config', message: 'x', hint: '' } as const;
    runStore.getState().apply([{ kind: 'rejected', requestId, error }]);
    expect(runStore.getState().rejection).toBeNull();
  });

  test('a crash without a run id fails a run that is going on, and only that', () => {
    const error = { code: 'internal', message: 'crash', hint: '' } as const;
    const crash: RunEvent = { kind: 'failed', runId: null, error };
    expect(reduceRun(begin(), crash)).toMatchObject({ status: 'failed', error });
    runStore.getState().reset();
    expect(reduceRun(runStore.getState(), crash)).toMatchObject({ status: 'recorded', error });
  });

  test('one batch of events is one notification', () => {
    const { runId } = begin();
    let notified = 0;
    const stop = runStore.subscribe(() => notified++);
    const point = { learnerId: 'naive', seed: 1, step: 1, loss: 1, gradientNorm: 1 };
    const points: RunEvent = { kind: 'points', runId, losses: [point] };
    runStore.getState().apply([points, points, points]);
    stop();
    expect(notified).toBe(1);
    expect(runStore.getState().live?.losses).toHaveLength(3);
  });
});
