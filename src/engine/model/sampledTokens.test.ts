// What is measured of drawn tokens against the same worked out here from the logits, and when nothing is reported.

import { expect, test } from 'vitest';
import { CpuDevice } from '../cpuDevice.ts';
import { TEST_SHAPE, testBatch, testNetwork } from '../testing/tinyNetwork.ts';
import { RING_STEPS } from './scalarRing.ts';

const BATCH = testBatch(TEST_SHAPE, 3, 8, 5);
/** Positions whose tokens count as drawn: none of its first sequence. */
const DRAWN = [9, 10, 11, 20];
const COUNTS = new Float32Array(24).map((_, i) => (DRAWN.includes(i) ? 1 / DRAWN.length : 0));

/** Log-probability of the target at every position. */
function targetLogProbabilities(logits: Float32Array): Float32Array {
  const { vocabulary } = TEST_SHAPE;
  return Float32Array.from(BATCH.targets, (target, row) => {
    const z = [...logits.subarray(row * vocabulary, (row + 1) * vocabulary)];
    return z[target]! - Math.log(z.reduce((sum, x) => sum + Math.exp(x), 0));
  });
}

const meanOver = (of: (position: number) => number) =>
  DRAWN.reduce((sum, position) => sum + of(position), 0) / DRAWN.length;

test('the mean ratio to the sampler, and the means of k1, k2 and k3 to a reference', async () => {
  const device = new CpuDevice();
  const { network, dispose } = testNetwork(device);
  const p = targetLogProbabilities(await network.logits(BATCH));
  const start = await network.snapshot();
  device.write(
    network.parameters.buffer,
    start.map((w, i) => w + 0.05 * Math.sin(i)),
  );
  const referenceLogits = await network.logits(BATCH);
  const q = targetLogProbabilities(referenceLogits);
  device.write(network.parameters.buffer, start);
  const reference = device.buffer('reference', 4 * referenceLogits.length);
  device.write(reference, referenceLogits);

  const drawn = { counts: COUNTS, logProbabilities: p };
  const { sampledTokens } = network;
  expect(sampledTokens.compareReference(BATCH, reference, 2)).toEqual([]);
  const step = async (at: number, logProbabilities: Float32Array, withReference: boolean) => {
    await device.submit([
      network.begin(),
      network.lossAndBackward(BATCH, at),
      sampledTokens.compareSampler(BATCH, { ...drawn, logProbabilities }, at),
      network.update(at, 0),
      ...(withReference ? sampledTokens.compareReference(BATCH, reference, at) : []),
    ]);
  };
  await step(2, p, true);
  await step(3, q, false);
  const [first, second] = await network.scalars(2, 3);
  expect(first!.probabilityRatio).toBeCloseTo(1, 6);
  const l = p.map((value, i) => value - q[i]!);
  expect(first!.k1).toBeCloseTo(
    meanOver((i) => l[i]!),
    6,
  );
  expect(first!.k2).toBeCloseTo(
    meanOver((i) => l[i]! ** 2 / 2),
    6,
  );
  expect(first!.k3).toBeCloseTo(
    meanOver((i) => Math.exp(-l[i]!) - 1 + l[i]!),
    6,
  );
  expect(first!.k3).toBeGreaterThan(0);
  // A sampler that drew from other weights shows.
  const ratio = meanOver((i) => Math.exp(l[i]!));
  expect(second!.probabilityRatio).toBeCloseTo(ratio, 6);
  expect(Math.abs(ratio - 1)).toBeGreaterThan(1e-3);
  expect(second).not.toHaveProperty('k1');

  // The same place in the ring, of a step that drew nothing.
  const [later] = await network.scalars(2 + RING_STEPS, 2 + RING_STEPS);
  expect(Object.keys(later!)).toEqual(['loss', 'gradientNorm']);
  reference.destroy();
  dispose();
  expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
});
