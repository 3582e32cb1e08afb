// Training on the WebGPU adapter that is there, with both kernel variants, against the CPU device; and what a step costs.

import { afterAll, describe, expect, test } from 'vitest';
import type { ModelShape } from '../../core/experiment.ts';
import { CpuDevice } from '../cpuDevice.ts';
import type { Device } from '../device.ts';
import { closeDevices, expectClose, ownDevice } from '../testing/kernelTest.ts';
import { TEST_SHAPE, testBatch, testNetwork } from '../testing/tinyNetwork.ts';
import { sizedShape } from './sizes.ts';

afterAll(closeDevices);

async function losses(device: Device, shape: ModelShape, steps: number): Promise<number[]> {
  const { network, dispose } = testNetwork(device, shape);
  for (let step = 0; step < steps; step++) {
    // Two shapes in turn: programs are recorded per shape and share the bind groups.
    const batch = testBatch(shape, 4, step % 2 ? 8 : 12, step % 4);
    await network.trainStep(batch, step, 3e-3);
  }
  const scalars = await network.scalars(0, steps - 1);
  dispose();
  return scalars.map((s) => s.loss);
}

describe.each(['thread', 'workgroup'] as const)('training with %s kernels', (variant) => {
  test.each([
    ['GELU, grouped heads', TEST_SHAPE],
    ['ReLU', { ...TEST_SHAPE, mlp: 'relu' } as const],
    ['SwiGLU, tied', { ...TEST_SHAPE, mlp: 'swiglu', tied: true } as const],
  ])('has the losses of the CPU device over 10 steps: %s', async (_, shape) => {
    const expected = await losses(new CpuDevice(), shape, 10);
    const actual = await losses(await ownDevice(variant), shape, 10);
    // f32 sums in another order differ by about 1e-6 of the loss; ten AdamW steps amplify that, hence 1e-4.
    expectClose(actual, expected, { name: 'loss', absolute: 0, relative: 1e-4 });
    expect(expected[8]!).toBeLessThan(expected[0]!);
  });
});

describe('a training step of the tiny model', () => {
  test('is at most 2 submissions and 96 dispatches, without readback, allocation or new bind group', async () => {
    const device = await ownDevice('thread');
    const shape = sizedShape('tiny', 112, 48);
    const { network, dispose } = testNetwork(device, shape);
    const batch = testBatch(shape, 8, 24, 1);
    await network.trainStep(batch, 0, 1e-3);
    await device.idle();
    const before = { ...device.counters };
    await network.trainStep(batch, 1, 1e-3);
    const after = device.counters;
    expect(after.submissions - before.submissions).toBeLessThanOrEqual(2);
    expect(after.dispatches - before.dispatches).toBeLessThanOrEqual(96);
    expect(after).toMatchObject({
      readbacks: before.readbacks,
      buffers: before.buffers,
      bindGroups: before.bindGroups,
    });
    dispose();
  });

  test('gives the same bits twice on the same adapter', async () => {
    const shape = sizedShape('tiny', 112, 48);
    expect(await losses(await ownDevice(), shape, 3)).toEqual(
      await losses(await ownDevice(), shape, 3),
    );
  });
});

describe('stop', () => {
  test('answers within 200 ms during a step of a large model', async () => {
    const device = await ownDevice();
    const shape = {
      ...sizedShape('medium', 112, 48),
      width: 256,
      heads: 8,
      keyValueHeads: 8,
      feedForward: 1024,
      layers: 2,
    };
    const { network, dispose } = testNetwork(device, shape);
    const batch = testBatch(shape, 8, 48, 1);
    // Compiles the kernels and lets the pacer learn how fast this adapter is.
    await network.trainStep(batch, 0, 1e-3);
    await device.idle();
    let asked = Infinity;
    const began = performance.now();
    const stop = () => {
      const now = performance.now();
      if (asked === Infinity && now - began > 30) asked = now;
      return now >= asked;
    };
    let finished = true;
    for (let step = 1; step < 50 && finished; step++)
      finished = await network.trainStep(batch, step, 1e-3, stop);
    await device.idle();
    expect(finished).toBe(false);
    expect(performance.now() - asked).toBeLessThan(200);
    dispose();
  });
});
