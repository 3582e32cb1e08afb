// Optimizer kernels against their references: clipped, not clipped, and with a zero norm.

import { expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { adamw_step, sgd_step } from './optimizer.ts';
import { threadGrid } from './threadGrid.ts';

const COUNTS = [4, 256, 260, 4160];
const CLIPS = [
  { clip: 0, zero: false },
  { clip: 1, zero: false },
  { clip: 1e6, zero: false },
  { clip: 1, zero: true },
];
const CASES = COUNTS.flatMap((count) => CLIPS.map((c) => ({ count, ...c })));
// One multiply-add chain and a square root in f32: some units in the last place of values of size 1.
const TOLERANCE = { absolute: 1e-6, relative: 2e-6 };

function gradientOf(count: number, zero: boolean) {
  const gradient = zero ? new Float32Array(count + 4) : randomFloats(1, count + 4);
  const squared = gradient.subarray(0, count).reduce((sum, g) => sum + g * g, 0);
  return { gradient, norm_squared: Float32Array.from([99, 99, squared, 99]) };
}

test.each(CASES)('adamw_step: $count values, clip $clip, zero gradient $zero', async (c) => {
  const { count, clip, zero } = c;
  const params = {
    count: count - (count > 4 ? 4 : 0),
    offset: count > 4 ? 4 : 0,
    norm_offset: 2,
    learning_rate: 0.01,
    beta1: 0.9,
    beta2: 0.99,
    epsilon: 1e-8,
    weight_decay: 0.05,
    correction1: 1 - 0.9 ** 3,
    correction2: 1 - 0.99 ** 3,
    clip,
  };
  const buffers = {
    ...gradientOf(count, zero),
    parameter: randomFloats(2, count + 4),
    first_moment: randomFloats(3, count + 4, 0.1),
    second_moment: randomFloats(4, count + 4).map((v) => v * v),
  };
  const actual = await runKernel(adamw_step, buffers, params, threadGrid(count / 4));
  const expected = await runReference(adamw_step, buffers, params);
  for (const name of ['parameter', 'first_moment', 'second_moment'] as const) {
    expectClose(actual[name]!, expected[name]!, { name, ...TOLERANCE });
    expect(actual[name]!.slice(count)).toEqual(buffers[name].slice(count));
    if (count > 4) expect(actual[name]!.slice(0, 4)).toEqual(buffers[name].slice(0, 4));
  }
});

test('adamw_step leaves zero padding at zero', async () => {
  const zeros = () => new Float32Array(64);
  const buffers = {
    gradient: zeros(),
    norm_squared: new Float32Array(4),
    parameter: zeros(),
    first_moment: zeros(),
    second_moment: zeros(),
  };
  const params = {
    count: 64,
    offset: 0,
    norm_offset: 0,
    learning_rate: 1,
    beta1: 0.9,
    beta2: 0.99,
    epsilon: 1e-8,
    weight_decay: 0.1,
    correction1: 0.1,
    correction2: 0.01,
    clip: 1,
  };
  const actual = await runKernel(adamw_step, buffers, params, threadGrid(16));
  expect([...actual['parameter']!]).toEqual(Array(64).fill(0));
});

test.each(CASES)('sgd_step: $count values, clip $clip, zero gradient $zero', async (c) => {
  const { count, clip, zero } = c;
  const params = {
    count,
    norm_offset: 2,
    learning_rate: 0.1,
    momentum: 0.9,
    weight_decay: 0.01,
    clip,
  };
  const buffers = {
    ...gradientOf(count, zero),
    parameter: randomFloats(2, count + 4),
    velocity: randomFloats(3, count + 4),
  };
  const actual = await runKernel(sgd_step, buffers, params, threadGrid(count / 4));
  const expected = await runReference(sgd_step, buffers, params);
  for (const name of ['parameter', 'velocity'] as const) {
    expectClose(actual[name]!, expected[name]!, { name, ...TOLERANCE });
    expect(actual[name]!.slice(count)).toEqual(buffers[name].slice(count));
  }
});
