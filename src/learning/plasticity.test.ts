// Dead units and effective rank on figures worked by hand, and as an evaluation finds them in a network.

import { describe, expect, test } from 'vitest';
import type { ModelShape } from '../core/experiment.ts';
import { CpuDevice } from '../engine/cpuDevice.ts';
import { rangeOf } from '../engine/flatVector.ts';
import { probeSample } from '../engine/model/probe.ts';
import { PROBED_STATES } from '../engine/model/workspace.ts';
import { atOnce } from '../engine/testing/atOnce.ts';
import { TEST_SHAPE, testBatch, testNetwork } from '../engine/testing/tinyNetwork.ts';
import { capabilitiesOf } from './capabilities.ts';
import { evaluateNetwork, makeEvaluationSet } from './evaluate.ts';
import { deadUnits, effectiveRank } from './plasticity.ts';
import { CONTEXT, VOCABULARY_SIZE } from './tasks/vocabulary.ts';

describe('dead units', () => {
  // Means 1 and 10, so 0.025 and 0.25: two of the first layer are dormant, one of the second.
  const activity = [Float64Array.of(0, 0.025, 0.026, 3.949), Float64Array.of(0.24, 0.26, 29.5, 10)];

  test('of GELU and SwiGLU have at most 2.5 % of the mean of their own layer', () => {
    expect(deadUnits(activity, 'gelu')).toBe(3 / 8);
    expect(deadUnits(activity, 'swiglu')).toBe(3 / 8);
  });

  test('of ReLU are never above 0', () => {
    expect(deadUnits(activity, 'relu')).toBe(1 / 8);
  });

  test('are all of a layer without any activity', () => {
    expect(deadUnits([new Float64Array(3), Float64Array.of(1, 1, 1)], 'gelu')).toBe(0.5);
  });
});

describe('effective rank', () => {
  /** Rows are multiples of unit vectors, so these are the singular values. */
  const diagonal = (values: readonly number[], rows: number, columns: number) => {
    const states = new Float32Array(rows * columns);
    values.forEach((value, i) => (states[i * columns + i] = value));
    return states;
  };

  test('of singular values 4, 2, 1, 1 is 2^1.75 = 3.364, whichever side is longer', () => {
    // q = 1/2, 1/4, 1/8, 1/8: 1.75 bits. The stable rank would be 1.375.
    for (const [rows, columns] of [
      [4, 4],
      [9, 4],
      [4, 9],
      [6, 5],
    ] as const) {
      const states = diagonal([4, 2, 1, 1], rows, columns);
      expect(atOnce(effectiveRank(states, columns))).toBeCloseTo(2 ** 1.75, 6);
    }
  });

  test('does not change with a rotation or the scale of the states', () => {
    const [cosine, sine] = [0.6, 0.8];
    // Columns 0 and 1 of diag(4, 2) rotated.
    const states = Float32Array.of(4 * cosine, 4 * sine, -2 * sine, 2 * cosine).map((x) => 10 * x);
    const q = [2 / 3, 1 / 3];
    const expected = Math.exp(-q.reduce((sum, p) => sum + p * Math.log(p), 0));
    expect(atOnce(effectiveRank(states, 2))).toBeCloseTo(expected, 6);
  });

  test('is 1 on a line, the width where all directions are alike, and 0 of nothing', () => {
    expect(atOnce(effectiveRank(Float32Array.of(1, 2, 2, 4, -3, -6), 2))).toBeCloseTo(1, 3);
    expect(atOnce(effectiveRank(diagonal([3, 3, 3, 3], 7, 4), 4))).toBeCloseTo(4, 6);
    expect(atOnce(effectiveRank(new Float32Array(8), 4))).toBe(0);
  });
});

test('the states of a probe are evenly spaced over what counts, and no more than there is room for', () => {
  const batch = { ...testBatch(TEST_SHAPE, 40, 16, 1), weights: new Float32Array(640).fill(1) };
  const { positions } = probeSample(batch)!;
  expect(positions).toHaveLength(PROBED_STATES);
  expect([...positions.slice(0, 4)]).toEqual([0, 2, 5, 7]);
  // Of these rows only the first two positions count.
  const few = { ...batch, weights: batch.weights.map((_, i) => (i % 16 === 1 ? 1 : 0)) };
  const sample = probeSample(few)!;
  expect(sample.positions).toHaveLength(80);
  expect([...sample.positions.slice(0, 4)]).toEqual([0, 1, 16, 17]);
  expect(sample.rowWeights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 5);
  expect(probeSample({ ...batch, weights: new Float32Array(640) })).toBeNull();
});

test('a probe finds the mean activity of every unit and the final states that the output matrix reads', async () => {
  const device = new CpuDevice();
  const { network, workspace, dispose } = testNetwork(device);
  const batch = testBatch(TEST_SHAPE, 7, 13, 5);
  const sample = probeSample(batch)!;
  const figures = (await network.probe(sample))!;
  const { feedForward: units, width } = TEST_SHAPE;
  const rows = 7 * 13;
  for (const [l, { hidden }] of workspace.layers.entries()) {
    const [bytes] = await device.read([{ buffer: hidden, bytes: 4 * rows * units }]);
    const h = new Float32Array(bytes!);
    for (const unit of [0, 17, units - 1]) {
      let mean = 0;
      for (let row = 0; row < rows; row++)
        mean += sample.rowWeights[row]! * Math.abs(h[row * units + unit]!);
      expect(figures.activity[l]![unit]).toBeCloseTo(mean, 5);
    }
  }
  const [bytes] = await device.read([{ buffer: workspace.outputNormed, bytes: 4 * rows * width }]);
  const states = new Float32Array(bytes!);
  const at = sample.positions[3]!;
  expect(figures.states.slice(3 * width, 4 * width)).toEqual(
    states.slice(at * width, (at + 1) * width),
  );
  dispose();
});

describe('an evaluation', () => {
  const PHASES = [{ tasks: [{ id: 'reverse', weight: 1 }], steps: 1, blur: 0 }];
  const set = makeEvaluationSet(capabilitiesOf(PHASES, 5), 8 * CONTEXT, 8);
  const shapeOf = (mlp: ModelShape['mlp']) => ({
    ...TEST_SHAPE,
    vocabulary: VOCABULARY_SIZE,
    context: CONTEXT,
    mlp,
  });

  test.each(['gelu', 'relu', 'swiglu'] as const)(
    'counts %s units without incoming weights as dead, the same at every call',
    async (mlp) => {
      const { network, dispose } = testNetwork(new CpuDevice(), shapeOf(mlp));
      const before = (await evaluateNetwork(network, set))!;
      const weights = await network.snapshot();
      const up = rangeOf(network.parameters.layout, 'layers.1.mlpUp').offset;
      for (const unit of [0, 7, 30]) {
        const first = up + unit * TEST_SHAPE.width;
        weights.fill(0, first, first + TEST_SHAPE.width);
      }
      network.device.write(network.parameters.buffer, weights);
      const after = (await evaluateNetwork(network, set))!;
      expect(before.deadUnits).toBe(0);
      expect(after.deadUnits).toBe(3 / 72);
      expect(after.effectiveRank).toBeGreaterThan(1);
      expect(after.effectiveRank).toBeLessThan(TEST_SHAPE.width);
      expect(await evaluateNetwork(network, set)).toEqual(after);
      dispose();
    },
  );
});
