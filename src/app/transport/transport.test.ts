// What the bar says and what its one filled button does, in every state of the look.

import { describe, expect, test } from 'vitest';
import { DEFAULT_EXPERIMENT } from '../../core/defaultExperiment.ts';
import { GPU, RECORD } from '../store/fixtures.ts';
import { type RunData, runStore } from '../store/runStore.ts';
import { type PrimaryInput, primaryAction } from './primary.ts';
import { readouts, stateText } from './readouts.ts';

const IDLE: PrimaryInput = {
  status: 'recorded',
  starting: false,
  adapter: GPU,
  edited: false,
  shown: true,
  runnable: true,
};

const CPU = { ...GPU, kind: 'cpu', name: 'CPU' } as const;

describe('the filled button', () => {
  test.each([
    [{}, 'start', 'Run on your GPU'],
    [{ adapter: null }, 'start', 'Run'],
    [{ adapter: CPU }, 'start', 'Run on the CPU'],
    [{ adapter: { ...GPU, software: true } }, 'start', 'Run here'],
    [{ edited: true }, 'start', 'Run the change'],
    [{ edited: true, shown: false }, 'start', 'Run on your GPU'],
    [{ status: 'running' }, 'pause', 'Pause'],
    [{ status: 'paused' }, 'resume', 'Continue'],
    [{ status: 'paused', edited: true }, 'start', 'Run the change'],
    [{ status: 'finished' }, 'start', 'Run again'],
  ] as const)('%o', (change, kind, label) => {
    expect(primaryAction({ ...IDLE, ...change })).toEqual({ kind, label, enabled: true });
  });

  test('an experiment that cannot run cannot be started, but a run can always be paused', () => {
    expect(primaryAction({ ...IDLE, runnable: false }).enabled).toBe(false);
    expect(primaryAction({ ...IDLE, runnable: false, status: 'running' }).enabled).toBe(true);
  });
});

describe('readouts', () => {
  const empty: RunData = runStore.getInitialState();
  const recorded: RunData = { ...empty, recorded: RECORD, adapter: GPU };
  const progress = {
    step: 120,
    totalSteps: 200,
    seedNumber: 1,
    seedCount: 3,
    stepsPerSecond: 214,
    tokensPerSecond: 82_000,
    secondsLeft: 26,
  };
  const live: RunData = { ...recorded, live: RECORD, status: 'running', step: 120, progress };
  const values = (run: RunData) => readouts(run).map((r) => `${r.value} ${r.label}`);

  test('leave out what has no value', () => {
    expect(values(empty)).toEqual([]);
    expect(values(recorded)).toEqual(['260 / 260 step', 'a GPU adapter']);
  });

  test('show the rates of a live run only', () => {
    expect(values(live)).toEqual([
      '120 / 260 step',
      '214 steps/s',
      '82 k tokens/s',
      '26 s left',
      'a GPU adapter',
    ]);
    expect(values({ ...live, status: 'paused' })).toEqual([
      '120 / 260 step',
      '26 s left',
      'a GPU adapter',
    ]);
  });

  test('name the state', () => {
    const text = (run: RunData, edited = false) => stateText(run, DEFAULT_EXPERIMENT, edited);
    expect(text(recorded)).toMatchObject({
      title: 'Recorded trace',
      sub: 'made before your visit',
    });
    expect(text(recorded, true)).toMatchObject({ title: 'Edited', sub: 'not run yet' });
    expect(text(empty).title).toBe('Not run yet');
    expect(text(live)).toMatchObject({ title: 'Live', sub: '2 learners, seed 1 of 3' });
    expect(text({ ...live, status: 'paused' }).sub).toBe('at step 120');
    expect(text({ ...live, status: 'failed' }).sign).toBe('failed');
  });
});
