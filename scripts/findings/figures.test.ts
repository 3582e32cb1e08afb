// Figures on a record worked by hand: two tasks of two phases of 60 steps, one general and one old capability.

import { expect, test } from 'vitest';
import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../../src/core/defaultExperiment.ts';
import type {
  Capability,
  CapabilityGroup,
  Evaluation,
  RunRecord,
} from '../../src/core/runRecord.ts';
import { BOTH, FORGETTING, GENERAL, LEARNING, NEW_ON_NEW, OLD } from './figures.ts';
import {
  DEAD_UNITS,
  DIP,
  KEPT_AT_GOAL,
  LEFT_AFTER,
  LEFT_AT_END,
  ONLINE_FIRST,
  ONLINE_LAST,
  RANK_FIRST,
  RANK_LAST,
  RECOVERED,
  RECOVERY,
  RIGHT,
  STEPS_TO_GOAL,
} from './figuresOverTime.ts';

const capability = (id: string, group: CapabilityGroup): Capability => ({
  id,
  label: id,
  short: id,
  group,
  chance: 0,
  items: 10,
});

/** Accuracy at a step on: addition (general), old pairs, reverse, double. */
const at = (step: number, ...accuracy: number[]): Evaluation => ({
  learnerId: 'naive',
  seed: 1,
  step,
  accuracy,
  loss: accuracy.map(() => 0),
});

const RECORD: RunRecord = {
  format: 1,
  experiment: {
    ...DEFAULT_EXPERIMENT,
    phases: ['reverse', 'double'].map((id) => ({
      tasks: [{ id, weight: 1 }],
      steps: 60,
      blur: 0,
    })),
    learners: [NAIVE_LEARNER],
  },
  capabilities: [
    capability('addition', 'general'),
    capability('old.pairs', 'old'),
    capability('new.reverse', 'new'),
    capability('new.double', 'new'),
  ],
  adapter: { kind: 'cpu', name: 'test', software: true, variant: 'thread' },
  date: '2026-01-01',
  seconds: 1,
  evaluations: [
    at(0, 1, 1, 0, 0),
    at(30, 0.9, 0.7, 0.4, 0),
    at(60, 0.8, 0.6, 0.9, 0),
    at(63, 0.7, 0.5, 0.3, 0.1),
    at(90, 0.7, 0.5, 0.5, 0.6),
    at(93, 0.7, 0.5, 0.1, 0.6),
    {
      ...at(120, 0.5, 0.2, 0.7, 1),
      deadUnits: 0.25,
      effectiveRank: 7,
      atBoundary: {
        right: [],
        compositions: [{ kind: 'new-new', accuracy: 0.6, inner: 1, outer: 1, items: 10 }],
        forwardKl: 0,
        reverseKl: 0,
        weightDistance: 0,
      },
    },
  ],
  losses: [],
  metrics: [
    { learnerId: 'naive', seed: 1, step: 60, values: { 'learning-accuracy': 0.9 } },
    {
      learnerId: 'naive',
      seed: 1,
      step: 120,
      values: { 'learning-accuracy': 0.95, forgetting: null },
    },
  ],
  curves: [1, 2, 3, 4, 5, 6].map((phase) => ({
    learnerId: 'naive',
    seed: 1,
    phase,
    column: 2,
    steps: [0, 5],
    accuracy: [0, phase / 10],
  })),
  error: null,
};
const RUN = { record: RECORD, learnerId: 'naive' };

test('metrics and groups are those of the end of the stream', () => {
  expect(LEARNING.of(RUN)).toBe(0.95);
  expect(FORGETTING.of(RUN)).toBeNull();
  expect(GENERAL.of(RUN)).toBe(0.5);
  expect(OLD.of(RUN)).toBe(0.2);
  expect(BOTH.of(RUN)).toBe(0.5);
  expect(NEW_ON_NEW.of(RUN)).toBe(0.6);
  expect(RIGHT.of(RUN)).toBe(0.7);
  expect(DEAD_UNITS.of(RUN)).toBe(0.25);
  expect(RANK_FIRST.of(RUN)).toBeNull();
  expect(RANK_LAST.of(RUN)).toBe(7);
});

test('where the goal is crossed lies between two evaluations', () => {
  // From .4 at step 30 to .9 at step 60: half is reached a fifth of the way.
  expect(STEPS_TO_GOAL.of(RUN)).toBeCloseTo(36, 10);
  // General and old together: .8 at step 30, .7 at step 60.
  expect(KEPT_AT_GOAL.of(RUN)).toBeCloseTo(0.78, 10);
});

test('a goal that is never reached has no figures', () => {
  const early = { ...RECORD, evaluations: RECORD.evaluations.slice(0, 2) };
  expect(KEPT_AT_GOAL.of({ record: early, learnerId: 'naive' })).toBeNull();
});

test('the dip is looked for in the first half of the next phase only, recovery at its end', () => {
  // Reverse: .9 at the boundary, .3 at the lowest within 30 steps, .7 at the end; .1 at step 93 is too late.
  expect(DIP.of(RUN)).toBeCloseTo(0.6, 10);
  expect(RECOVERY.of(RUN)).toBeCloseTo(0.4, 10);
});

test('what comes back of facts left alone is a share of what the first phase cost', () => {
  // Old pairs stand for them: 1 at the base, .6 after the first phase. Here .9 at the end, so .3 of .4 came back.
  const capabilities = RECORD.capabilities.map((c, j) =>
    j === 1 ? { ...c, id: 'facts-untouched' } : c,
  );
  const evaluations = RECORD.evaluations.map((e) => (e.step === 120 ? at(120, 0.5, 0.9, 0, 0) : e));
  const run = { record: { ...RECORD, capabilities, evaluations }, learnerId: 'naive' };
  expect(LEFT_AFTER.of(run)).toBe(0.6);
  expect(LEFT_AT_END.of(run)).toBe(0.9);
  expect(RECOVERED.of(run)).toBeCloseTo(0.75, 10);
  const nothingLost = evaluations.map((e) => ({ ...e, accuracy: [1, 1, 1, 1] }));
  expect(RECOVERED.of({ ...run, record: { ...run.record, evaluations: nothingLost } })).toBeNull();
  expect(RECOVERED.of(RUN)).toBeNull();
});

test('accuracy while learning is averaged over thirds of the phases', () => {
  const phases = Array.from({ length: 6 }, () => RECORD.experiment.phases[0]!);
  const record = { ...RECORD, experiment: { ...RECORD.experiment, phases } };
  expect(ONLINE_FIRST.of({ record, learnerId: 'naive' })).toBeCloseTo(0.075, 10);
  expect(ONLINE_LAST.of({ record, learnerId: 'naive' })).toBeCloseTo(0.275, 10);
});

test('figures of a learner that is not in the record are not defined', () => {
  for (const figure of [LEARNING, GENERAL, BOTH, NEW_ON_NEW, RIGHT, KEPT_AT_GOAL, DIP]) {
    expect(figure.of({ record: RECORD, learnerId: 'nobody' })).toBeNull();
  }
});
