// A link may name plug-ins and values that this version does not know; what is opened must always run.

import { describe, expect, test } from 'vitest';
import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../../core/defaultExperiment.ts';
import type { Experiment, LearnerConfig } from '../../core/experiment.ts';
import { checkExperiment } from './checkExperiment.ts';
import { CATALOG } from './fixtures.ts';

const withLearner = (change: Partial<LearnerConfig>): Experiment => ({
  ...DEFAULT_EXPERIMENT,
  learners: [{ ...NAIVE_LEARNER, ...change }],
});

describe('checkExperiment', () => {
  test('returns a known experiment as it is', () => {
    const { experiment, corrections } = checkExperiment(DEFAULT_EXPERIMENT, CATALOG);
    expect(experiment).toBe(DEFAULT_EXPERIMENT);
    expect(corrections).toEqual([]);
  });

  test('clamps a value, says so, and adds no default that was left out', () => {
    const given = withLearner({ optimizer: { id: 'adamw', params: { learningRate: 5 } } });
    const { experiment, corrections } = checkExperiment(given, CATALOG);
    expect(experiment.learners[0]?.optimizer.params).toEqual({ learningRate: 0.1 });
    expect(corrections.map((c) => c.message)).toEqual([
      'Naive, adamw: learning rate 5 was out of range; using 0.1.',
    ]);
    const replay = withLearner({ methods: [{ id: 'replay', params: { other: 1 } }] });
    expect(checkExperiment(replay, CATALOG).experiment.learners[0]?.methods).toEqual([
      { id: 'replay', params: {} },
    ]);
  });

  test('leaves out unknown methods and replaces other unknown plug-ins', () => {
    const given = withLearner({
      methods: [{ id: 'later-method', params: {} }],
      schedule: { id: 'later-schedule', params: { x: 1 } },
    });
    const { experiment, corrections } = checkExperiment(given, CATALOG);
    expect(experiment.learners[0]?.methods).toEqual([]);
    expect(experiment.learners[0]?.schedule).toEqual({ id: 'constant', params: {} });
    expect(corrections).toHaveLength(2);
  });

  test('leaves out unknown tasks, and phases that have no other', () => {
    const task = (id: string) => ({ id, weight: 1 });
    const phases = [
      { tasks: [task('later-task')], steps: 10, blur: 0 },
      { tasks: [task('later-task'), task('next')], steps: 20, blur: 0 },
    ];
    const { experiment, corrections } = checkExperiment({ ...DEFAULT_EXPERIMENT, phases }, CATALOG);
    expect(experiment.phases).toEqual([{ tasks: [task('next')], steps: 20, blur: 0 }]);
    expect(corrections[0]?.message).toBe("Phase 1: unknown task 'later-task' was left out.");
  });

  test('replaces an unknown checkpoint', () => {
    const given: Experiment = { ...DEFAULT_EXPERIMENT, base: { kind: 'checkpoint', id: 'huge' } };
    const { experiment, corrections } = checkExperiment(given, CATALOG);
    expect(experiment.base).toEqual({ kind: 'checkpoint', id: 'tiny' });
    expect(corrections).toHaveLength(1);
  });
});
