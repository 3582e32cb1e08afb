// sample_token and sample_targets against their references, and their draws against the distribution they should follow.

import { describe, expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { sample_targets, sample_token } from './sampling.ts';
import { threadGrid } from './threadGrid.ts';

const BASE = { context: 12, position: 3, seed: 11, step: 2 };

function makeBuffers(sequences: number, vocabulary: number) {
  return {
    logits: randomFloats(1, sequences * vocabulary, 2),
    // Every fourth sequence still has a prompt token at position + 1.
    prompt_lengths: Uint32Array.from({ length: sequences }, (_, s) => (s % 4 === 0 ? 5 : 4)),
    tokens: new Uint32Array(sequences * BASE.context).fill(99),
    done: Uint32Array.from({ length: sequences }, (_, s) => (s % 5 === 0 ? 1 : 0)),
    drawn: new Float32Array(2 * sequences * BASE.context).fill(7),
  };
}

const SETTINGS = [
  { temperature: 0, top_k: 0 },
  { temperature: 1, top_k: 0 },
  { temperature: 0.7, top_k: 5 },
  { temperature: 1.5, top_k: 1 },
  { temperature: 1, top_k: 500 },
];
const SIZES = [
  { sequences: 1, vocabulary: 4 },
  { sequences: 65, vocabulary: 112 },
  { sequences: 256, vocabulary: 60 },
];

test.each(SIZES.flatMap((size) => SETTINGS.map((setting) => ({ ...size, ...setting }))))(
  'sample_token equals its reference: $sequences x $vocabulary, temperature $temperature, top $top_k',
  async (settings) => {
    const params = { ...BASE, ...settings };
    const buffers = makeBuffers(settings.sequences, settings.vocabulary);
    const grid = threadGrid(settings.sequences);
    const { drawn, ...actual } = await runKernel(sample_token, buffers, params, grid);
    const { drawn: expectedDrawn, ...expected } = await runReference(sample_token, buffers, params);
    expect(actual).toEqual(expected);
    expectClose(drawn!, expectedDrawn!, { name: 'drawn', absolute: 5e-6, relative: 1e-6 });
  },
);

test('ties go to the lowest id, in greedy choice and in top-k', async () => {
  const buffers = {
    logits: Float32Array.from([0, 2, 1, 2, 2, 2]),
    prompt_lengths: Uint32Array.from([1]),
    tokens: new Uint32Array(BASE.context),
    done: Uint32Array.from([0]),
    drawn: new Float32Array(2 * BASE.context),
  };
  const params = { ...BASE, sequences: 1, vocabulary: 6, temperature: 0, top_k: 0 };
  const greedy = await runKernel(sample_token, buffers, params, [1]);
  expect(greedy['tokens']![4]).toBe(1);
  const seen = new Set<number>();
  for (let step = 0; step < 20; step++) {
    const top = { ...params, temperature: 1, top_k: 2, step };
    seen.add((await runKernel(sample_token, buffers, top, [1]))['tokens']![4]!);
  }
  expect([...seen].sort((a, b) => a - b)).toEqual([1, 3]);
});

test('a chosen newline ends the sequence, which then gets newlines', async () => {
  const buffers = {
    logits: Float32Array.from([9, 0, 0, 0, 0, 9, 0, 0]),
    prompt_lengths: Uint32Array.from([1, 1]),
    tokens: new Uint32Array(2 * BASE.context).fill(99),
    done: Uint32Array.from([0, 1]),
    drawn: new Float32Array(4 * BASE.context),
  };
  const params = { ...BASE, sequences: 2, vocabulary: 4, temperature: 0, top_k: 0 };
  const { tokens, done } = await runKernel(sample_token, buffers, params, [1]);
  expect([tokens![4], tokens![BASE.context + 4]]).toEqual([0, 0]);
  expect([...done!]).toEqual([1, 1]);
  expect(tokens!.filter((t) => t === 99)).toHaveLength(2 * BASE.context - 2);
});

test('a drawn token comes with its log-probability and the entropy of what it was drawn from', async () => {
  // p = (1/2, 1/4, 1/8, 1/8): entropy 1/2 ln 2 + 1/4 ln 4 + 2/8 ln 8 = 1.75 ln 2. The two likeliest alone, at temperature
  // 1/2: (4, 1) / 5.
  const probabilities = [0.5, 0.25, 0.125, 0.125];
  const sequences = 32;
  const buffers = {
    logits: Float32Array.from(
      { length: 4 * sequences },
      (_, i) => 3 + Math.log(probabilities[i % 4]!),
    ),
    prompt_lengths: new Uint32Array(sequences),
    tokens: new Uint32Array(sequences * BASE.context),
    done: new Uint32Array(sequences),
    drawn: new Float32Array(2 * sequences * BASE.context),
  };
  const check = async (
    settings: { temperature: number; top_k: number },
    expected: readonly number[],
    entropy: number,
  ) => {
    const params = { ...BASE, sequences, vocabulary: 4, ...settings };
    const { tokens, drawn } = await runKernel(sample_token, buffers, params, [1]);
    for (let s = 0; s < sequences; s++) {
      const place = s * BASE.context + BASE.position + 1;
      const figures = [Math.log(expected[tokens![place]!]!), entropy];
      expectClose(drawn!.subarray(2 * place, 2 * place + 2), figures, {
        name: `sequence ${s}`,
        absolute: 1e-6,
      });
    }
    expect(
      new Set(tokens!.filter((_, i) => i % BASE.context === BASE.position + 1)).size,
    ).toBeGreaterThan(1);
  };
  await check({ temperature: 1, top_k: 0 }, probabilities, 1.75 * Math.LN2);
  await check({ temperature: 0.5, top_k: 2 }, [0.8, 0.2], Math.log(5) - 0.8 * Math.log(4));
});

test('draws follow softmax(logits / temperature)', async () => {
  const vocabulary = 8;
  const sequences = 4000;
  const temperature = 1.3;
  const row = randomFloats(5, vocabulary, 1.5);
  const buffers = {
    logits: Float32Array.from({ length: sequences * vocabulary }, (_, i) => row[i % vocabulary]!),
    prompt_lengths: new Uint32Array(sequences),
    tokens: new Uint32Array(sequences * BASE.context),
    done: new Uint32Array(sequences),
    drawn: new Float32Array(2 * sequences * BASE.context),
  };
  const params = { ...BASE, sequences, vocabulary, temperature, top_k: 0 };
  const { tokens } = await runKernel(sample_token, buffers, params, threadGrid(sequences));
  const weights = Array.from(row, (z) => Math.exp(z / temperature));
  const total = weights.reduce((a, b) => a + b);
  const counts = new Array<number>(vocabulary).fill(0);
  for (let s = 0; s < sequences; s++) counts[tokens![s * BASE.context + BASE.position + 1]!]!++;
  const chiSquare = counts.reduce((sum, n, i) => {
    const wanted = (sequences * weights[i]!) / total;
    return sum + (n - wanted) ** 2 / wanted;
  }, 0);
  // 7 degrees of freedom: the 99.9 % point is 24.3. The draws are fixed by the seed, so this never flickers.
  expect(chiSquare).toBeLessThan(24.3);
});

describe('sample_targets', () => {
  const params = { batch_offset: 3, seed: 5, draw: 2 };

  test.each([
    [1, 4],
    [65, 112],
    [256, 60],
  ])(
    'equals its reference: %i rows x %i, unsupervised rows untouched',
    async (rows, vocabulary) => {
      const buffers = {
        logits: randomFloats(1, rows * vocabulary, 2),
        weights: Float32Array.from({ length: rows + 3 }, (_, i) => (i % 3 === 0 ? 0.5 : 0)),
        targets: new Uint32Array(rows + 3).fill(999),
      };
      const settings = { ...params, rows, vocabulary };
      const actual = await runKernel(sample_targets, buffers, settings, threadGrid(rows));
      const expected = await runReference(sample_targets, buffers, settings);
      expect(actual).toEqual(expected);
      const drawn = [...actual['targets']!].filter((t) => t < vocabulary).length;
      expect(drawn).toBe(Math.ceil(rows / 3));
    },
  );

  test('draws follow softmax(logits), and another draw gives other labels', async () => {
    const [rows, vocabulary] = [4000, 8];
    const row = randomFloats(5, vocabulary, 1.5);
    const buffers = {
      logits: Float32Array.from({ length: rows * vocabulary }, (_, i) => row[i % vocabulary]!),
      weights: new Float32Array(rows + 3).fill(1),
      targets: new Uint32Array(rows + 3),
    };
    const run = async (draw: number) => {
      const settings = { ...params, draw, rows, vocabulary };
      const result = await runKernel(sample_targets, buffers, settings, threadGrid(rows));
      return result['targets']!.slice(3);
    };
    const targets = await run(0);
    const weights = Array.from(row, (z) => Math.exp(z));
    const total = weights.reduce((a, b) => a + b);
    const chiSquare = weights.reduce((sum, weight, token) => {
      const wanted = (rows * weight) / total;
      return sum + (targets.filter((t) => t === token).length - wanted) ** 2 / wanted;
    }, 0);
    // 7 degrees of freedom: the 99.9 % point is 24.3.
    expect(chiSquare).toBeLessThan(24.3);
    expect(await run(1)).not.toEqual(targets);
  });
});
