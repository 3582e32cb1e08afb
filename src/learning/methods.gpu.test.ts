// Every method on the WebGPU adapter that is there, with both kernel variants, against the CPU device: two phases, loss by loss.

import { afterAll, describe, expect, test } from 'vitest';
import { CpuDevice } from '../engine/cpuDevice.ts';
import type { Device } from '../engine/device.ts';
import { closeDevices, expectClose, ownDevice } from '../engine/testing/kernelTest.ts';
import type { ParamValues } from '../core/params.ts';
import type { RunRecord } from '../core/runRecord.ts';
import { METHODS } from './methods/index.ts';
import { TINY_EXPERIMENT, learnerLike, runToEnd } from './testing/tinyExperiment.ts';

afterAll(closeDevices);

/** Small stores and few labels; A-GEM on the update, its longer way. */
const SETTINGS: Readonly<Record<string, ParamValues>> = {
  replay: { general: 20, perTask: 5 },
  'a-gem': { general: 20, perTask: 5, projected: 'update' },
  'kl-reference': { batch: 4, general: 20, perTask: 5, data: 'buffer' },
  're-invocation': { batch: 4, general: 20, perTask: 5 },
  der: { general: 20, perTask: 5, batch: 4, labels: 0.5 },
  'pseudo-rehearsal': { written: 24 },
  'cls-er': { batch: 4, general: 20, perTask: 5 },
  ewc: { inputs: 3, samples: 2, anchors: 'own' },
  mas: { inputs: 3 },
  gem: { general: 20, perTask: 5, projected: 'update' },
  gpm: { inputs: 2, threshold: 0.5 },
  ogd: { directions: 3 },
  pcgrad: { general: 20, perTask: 5 },
  ema: { window: 4 },
  si: { strength: 10 },
  'continual-backprop': { rate: 0.01, maturity: 2 },
};

const LEARNERS = METHODS.map(({ info }) =>
  learnerLike({
    id: info.id,
    methods: [{ id: info.id, params: SETTINGS[info.id] ?? {} }],
    optimizer: { id: 'adamw', params: { learningRate: 0.01 } },
  }),
);

// All in one stack but those that decide the batch, of which there may be one; their batches need a slot each.
const DECIDING = METHODS.filter((m) => 'choosesBatch' in m && m.info.id !== 'replay');
const STACK = learnerLike({
  id: 'stack',
  methods: LEARNERS.filter(({ id }) => !DECIDING.some((m) => m.info.id === id)).flatMap(
    (l) => l.methods,
  ),
});

async function recordOf(device: Device, learners: typeof LEARNERS) {
  const evaluation = { ...TINY_EXPERIMENT.evaluation, every: 6 };
  return runToEnd({ ...TINY_EXPERIMENT, learners, evaluation }, device);
}

/** Losses of the steps and of the evaluations. */
function lossesOf({ losses, evaluations }: RunRecord, id: string): number[] {
  const own = (point: { learnerId: string }) => point.learnerId === id;
  return [
    ...losses.filter(own).map((l) => l.loss),
    ...evaluations.filter(own).flatMap((e) => e.loss),
  ];
}

describe.each(['thread', 'workgroup'] as const)('methods with %s kernels', (variant) => {
  test.each([
    ['one by one, beside each other', LEARNERS],
    ['all in one stack', [STACK]],
  ])('have the losses of the CPU device: %s', async (_, learners) => {
    const expected = await recordOf(new CpuDevice(), learners);
    const device = await ownDevice(variant);
    const actual = await recordOf(device, learners);
    for (const { id } of learners) {
      const losses = lossesOf(expected, id);
      expect(losses.length).toBeGreaterThan(12);
      // Another order of sums differs by 1e-6 of the loss, which twelve AdamW steps amplify.
      expectClose(lossesOf(actual, id), losses, { name: id, absolute: 0, relative: 3e-4 });
    }
    expect(device.counters.buffers).toBe(0);
  });
});
