// What reaches the metrics: evaluations at boundaries as rows, and what is logged when phases end, where it was.

import { expect, test } from 'vitest';
import type { Evaluation } from '../core/runRecord.ts';
import { capabilitiesOf } from './capabilities.ts';
import { measureRun } from './measure.ts';
import { REGISTRY as METRICS } from './metrics/index.ts';
import { TINY_EXPERIMENT } from './testing/tinyExperiment.ts';

const RUN = { learnerId: 'naive', seed: 1 };
const capabilities = capabilitiesOf(TINY_EXPERIMENT.phases, 8).map((c) => c.capability);
const column = capabilities.findIndex((c) => c.id === 'new.reverse');
const evaluation = (step: number, reverse: number): Evaluation => ({
  ...RUN,
  step,
  accuracy: capabilities.map((_, j) => (j === column ? reverse : 0)),
  loss: capabilities.map(() => 1),
});
const evaluations = [evaluation(0, 0), evaluation(3, 0.5), evaluation(6, 1)];

test('without a log only what it takes is undefined', () => {
  const values = measureRun(TINY_EXPERIMENT, capabilities, evaluations, []);
  expect(Object.keys(values)).toEqual(METRICS.map((m) => m.info.id));
  expect(values['learning-accuracy']).toBe(1);
  expect(values['learning-curve-area']).toBeNull();
  expect(values['rehearsed-share']).toBeNull();
});

test('with the log it is defined', () => {
  const line = { seed: 1, phase: 1, column, steps: [0, 3, 6], accuracy: [0, 0.5, 1] };
  const nothing = { generalRead: 0, taskRead: 0, futureRead: 0, inferenceState: 0 };
  const stored = { storedGeneral: 0, storedPerTask: 0 };
  const counts = { shown: 24, trained: 24, rehearsed: 6, flopsRatio: 1 };
  const values = measureRun(TINY_EXPERIMENT, capabilities, evaluations, [], {
    access: [{ ...RUN, phase: 1, ...counts, ...nothing, ...stored }],
    curves: [{ ...line, learnerId: 'naive' }],
    references: [line],
  });
  expect(values['learning-curve-area']).toBeCloseTo(0.5, 10);
  expect(values['rehearsed-share']).toBe(0.25);
  // .8 is reached after 4.8 steps of 4 examples, as by the reference.
  expect(values['examples-to-threshold']).toBeCloseTo(4.8 * 4, 10);
  expect(values['examples-ratio']).toBeCloseTo(1, 10);
});
