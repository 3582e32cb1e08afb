// The sampler on the CPU device against the oracle: the whole growing sequence through the network, again and again.

import { describe, expect, test } from 'vitest';
import type { ModelShape } from '../../core/experiment.ts';
import { Rng } from '../../core/rng.ts';
import { CpuDevice } from '../cpuDevice.ts';
import { initialParameters } from '../model/init.ts';
import type { Network } from '../model/network.ts';
import { TEST_SHAPE, testNetwork } from '../testing/tinyNetwork.ts';
import { type SampleRequest, Sampler } from './sampler.ts';

const PROMPTS = [[0, 5, 11, 3], [0], [0, 7, 7, 2, 19, 4, 1, 16], [0, 9], [0, 13, 0, 6]].map((p) =>
  Uint32Array.from(p),
);
const GREEDY: SampleRequest = {
  prompts: PROMPTS,
  maxTokens: 9,
  temperature: 0,
  topK: 0,
  seed: 3,
  step: 0,
};

function make(shape: ModelShape = TEST_SHAPE, maxSequences = PROMPTS.length) {
  const device = new CpuDevice();
  const { network, dispose } = testNetwork(device, shape, 2);
  const { parameters } = network;
  // Layers outweigh the embedding, so that what is sampled hangs on every earlier token, and no two norms are equal.
  const rng = new Rng(4);
  device.write(
    parameters.buffer,
    initialParameters(shape, 2).map((v) => (1.7 + 0.5 * rng.normal()) * v),
  );
  const sampler = new Sampler({ owner: 'test', device, shape, parameters, maxSequences });
  return { device, network, sampler, dispose };
}

/** Appends the arg-max of the last row of logits until a newline, `maxTokens` or the end of the context. */
async function greedyByNetwork(
  network: Network,
  shape: ModelShape,
  prompt: Uint32Array,
  maxTokens: number,
): Promise<Uint32Array> {
  const tokens = [...prompt];
  const end = Math.min(prompt.length + maxTokens, shape.context);
  while (tokens.length < end && (tokens.length === prompt.length || tokens.at(-1) !== 0)) {
    const length = tokens.length;
    const logits = await network.logits({
      rows: 1,
      length,
      tokens: Uint32Array.from(tokens),
      targets: new Uint32Array(length),
      weights: new Float32Array(length),
    });
    const last = logits.subarray((length - 1) * shape.vocabulary);
    tokens.push(last.indexOf(Math.max(...last)));
  }
  return Uint32Array.from(tokens.slice(prompt.length));
}

describe('sampler', () => {
  test.each([
    ['GELU, grouped heads', TEST_SHAPE],
    [
      'SwiGLU, tied, a head of keys per query head',
      {
        ...TEST_SHAPE,
        mlp: 'swiglu',
        tied: true,
        keyValueHeads: 3,
      } as const,
    ],
  ])('greedily gives the arg-max of the whole sequence, row by row: %s', async (_, shape) => {
    const { network, sampler } = make(shape);
    const actual = await sampler.sample(GREEDY);
    for (const [s, prompt] of PROMPTS.entries())
      expect(actual![s]).toEqual(await greedyByNetwork(network, shape, prompt, GREEDY.maxTokens));
  });

  test('follows the parameters, and forgets the call before', async () => {
    const { device, network, sampler } = make();
    const first = await sampler.sample(GREEDY);
    const values = await network.snapshot();
    device.write(
      network.parameters.buffer,
      values.map((v) => -v),
    );
    expect(await sampler.sample(GREEDY)).not.toEqual(first);
    device.write(network.parameters.buffer, values);
    expect(await sampler.sample(GREEDY)).toEqual(first);
    const one = await sampler.sample({ ...GREEDY, prompts: PROMPTS.slice(2, 3) });
    expect(one).toEqual(first!.slice(2, 3));
  });

  test('draws by seed and step, and with topK 1 as greedily', async () => {
    const { sampler } = make();
    const drawn = { ...GREEDY, temperature: 1 };
    const first = await sampler.sample(drawn);
    expect(await sampler.sample(drawn)).toEqual(first);
    expect(await sampler.sample({ ...drawn, seed: 4 })).not.toEqual(first);
    expect(await sampler.sample({ ...drawn, step: 1 })).not.toEqual(first);
    expect(await sampler.sample({ ...drawn, topK: 1 })).toEqual(await sampler.sample(GREEDY));
  });

  test('ends a continuation at its first newline, at maxTokens or with the context', async () => {
    const { sampler } = make();
    const ends = new Set<string>();
    for (let step = 0; step < 20; step++) {
      const request = { ...GREEDY, temperature: 2, step };
      for (const [s, row] of (await sampler.sample(request))!.entries()) {
        const most = Math.min(9, TEST_SHAPE.context - PROMPTS[s]!.length);
        const newline = row.indexOf(0);
        expect(row.length).toBe(newline < 0 ? most : newline + 1);
        ends.add(newline >= 0 ? 'newline' : most < 9 ? 'context' : 'maxTokens');
      }
    }
    expect([...ends].sort()).toEqual(['context', 'maxTokens', 'newline']);
    const none = await sampler.sample({ ...GREEDY, maxTokens: 0 });
    expect(none!.map((row) => row.length)).toEqual([0, 0, 0, 0, 0]);
  });

  test('reads back once, stops with null and no readback, and frees every buffer it made', async () => {
    const { device, sampler, dispose } = make();
    await sampler.sample(GREEDY);
    expect(device.counters.readbacks).toBe(1);
    let asked = 0;
    expect(await sampler.sample(GREEDY, () => ++asked > 1)).toBeNull();
    expect(device.counters.readbacks).toBe(1);
    expect(await sampler.sample(GREEDY, () => false)).toHaveLength(PROMPTS.length);
    expect(await sampler.sample({ ...GREEDY, prompts: [] })).toEqual([]);
    dispose();
    expect(device.counters.buffers).toBeGreaterThan(0);
    sampler.dispose();
    expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
  });

  test.each([
    ['no token', [[]], 'a prompt of 1 to 15 tokens, got 0'],
    ['no room to continue', [Array<number>(16).fill(1)], 'a prompt of 1 to 15 tokens, got 16'],
    ['too many prompts', Array<number[]>(6).fill([0]), 'at most 5 prompts, got 6'],
  ])('refuses %s', async (_, prompts, message) => {
    const { sampler } = make();
    const request = { ...GREEDY, prompts: prompts.map((p) => Uint32Array.from(p)) };
    await expect(sampler.sample(request)).rejects.toThrow(message);
  });
});
