// The sampler on the WebGPU adapter that is there, with both kernel variants, against the CPU device.

import { afterAll, describe, expect, test } from 'vitest';
import type { ModelShape } from '../../core/experiment.ts';
import { CpuDevice } from '../cpuDevice.ts';
import type { Device } from '../device.ts';
import { closeDevices, expectClose, ownDevice } from '../testing/kernelTest.ts';
import { TEST_SHAPE, testNetwork } from '../testing/tinyNetwork.ts';
import { type SampleRequest, Sampler } from './sampler.ts';

const PROMPTS = [[0, 5, 11, 3], [0], [0, 7, 7, 2, 19, 4, 1, 16], [0, 9], [0, 13, 0, 6]].map((p) =>
  Uint32Array.from(p),
);
const REQUEST = { prompts: PROMPTS, maxTokens: 10, topK: 0, seed: 5, step: 1 };
const REQUESTS: Record<string, SampleRequest> = {
  greedy: { ...REQUEST, temperature: 0 },
  'temperature 1': { ...REQUEST, temperature: 1 },
  'temperature 1, top 4': { ...REQUEST, temperature: 1, topK: 4 },
};

afterAll(closeDevices);

function make(device: Device, shape: ModelShape) {
  const { network, dispose } = testNetwork(device, shape, 2);
  const { parameters } = network;
  const maxSequences = PROMPTS.length;
  const sampler = new Sampler({ owner: 'test', device, shape, parameters, maxSequences });
  return { network, sampler, dispose };
}

async function sampled(device: Device, shape: ModelShape) {
  const { sampler, dispose } = make(device, shape);
  const results: Record<string, Uint32Array[] | null> = {};
  for (const [name, request] of Object.entries(REQUESTS))
    results[name] = await sampler.sample(request);
  sampler.dispose();
  dispose();
  return results;
}

describe.each(['thread', 'workgroup'] as const)('sampler with %s kernels', (variant) => {
  test.each([
    ['GELU, grouped heads', TEST_SHAPE],
    ['SwiGLU, tied', { ...TEST_SHAPE, mlp: 'swiglu', tied: true, keyValueHeads: 3 } as const],
  ])('gives the tokens of the CPU device: %s', async (_, shape) => {
    const expected = await sampled(new CpuDevice(), shape);
    expect(expected['temperature 1']).not.toEqual(expected['greedy']);
    // Logits differ by about 1e-6, a draw's edges by as much: none of these tokens is that near to one.
    expect(await sampled(await ownDevice(variant), shape)).toEqual(expected);
  });

  test("tokens come with the log-probabilities and entropies of the network's own logits", async () => {
    const device = await ownDevice(variant);
    const { network, sampler, dispose } = make(device, TEST_SHAPE);
    const drawn = (await sampler.draw({ ...REQUEST, temperature: 1 }))!;
    for (const [s, { tokens, logProbabilities, entropies }] of drawn.entries()) {
      const prompt = PROMPTS[s]!;
      const whole = Uint32Array.from([...prompt, ...tokens]).subarray(0, TEST_SHAPE.context);
      const { length } = whole;
      const batch = { rows: 1, length, tokens: whole, targets: whole };
      const logits = await network.logits({ ...batch, weights: new Float32Array(length) });
      const expected = [...tokens].map((token, i) => {
        const first = (prompt.length + i - 1) * TEST_SHAPE.vocabulary;
        const row = [...logits.subarray(first, first + TEST_SHAPE.vocabulary)];
        const logSum = Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0));
        const entropy = row.reduce((sum, z) => sum + Math.exp(z - logSum) * (logSum - z), 0);
        return [row[token]! - logSum, entropy];
      });
      const figures = [...tokens].map((_, i) => [logProbabilities[i]!, entropies[i]!]);
      expectClose(figures.flat(), expected.flat(), { name: `sequence ${s}`, absolute: 2e-5 });
    }
    sampler.dispose();
    dispose();
  });
});

test('a call reads back once, makes no buffer or bind group, and stops with null', async () => {
  const device = await ownDevice();
  const { sampler, dispose } = make(device, TEST_SHAPE);
  const request = REQUESTS['greedy']!;
  const first = await sampler.sample(request);
  const before = { ...device.counters };
  expect(await sampler.sample(request)).toEqual(first);
  const { buffers, bindGroups, readbacks } = before;
  expect(device.counters).toMatchObject({ buffers, bindGroups, readbacks: readbacks + 1 });
  let asked = 0;
  expect(await sampler.sample(request, () => ++asked > 1)).toBeNull();
  expect(device.counters.readbacks).toBe(readbacks + 1);
  expect(await sampler.sample(request)).toEqual(first);
  sampler.dispose();
  dispose();
  expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
});
