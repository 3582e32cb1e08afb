// The gradients of the references against central differences of their forward passes. References store f32, so the
// step is large and the loss smooth: an error of 1e-3 relative to the largest gradient is expected, not more.

import { expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import {
  geluBackward,
  geluForward,
  reluBackward,
  reluForward,
  swigluBackward,
  swigluForward,
} from './activation.ts';
import {
  attentionBackwardKeyValue,
  attentionBackwardQuery,
  attentionForward,
  rotaryApply,
} from './attention.ts';
import { embeddingBackwardWeight, embeddingForward } from './embedding.ts';

const STEP = 1e-2;

function normals(seed: number, count: number): Float32Array {
  const rng = new Rng(seed);
  return Float32Array.from({ length: count }, () => rng.normal());
}

/** Checks d (weights . forward(x)) / dx against `gradient`, one coordinate of x after the other. */
function expectGradient(
  x: Float32Array,
  weights: Float32Array,
  forward: (x: Float32Array) => Float32Array,
  gradient: Float32Array,
): void {
  const loss = (at: Float32Array) => forward(at).reduce((sum, y, i) => sum + y * weights[i]!, 0);
  const largest = gradient.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  expect(largest).toBeGreaterThan(0.1);
  for (let i = 0; i < x.length; i++) {
    const above = x.slice();
    const below = x.slice();
    above[i]! += STEP;
    below[i]! -= STEP;
    const slope = (loss(above) - loss(below)) / (above[i]! - below[i]!);
    expect(Math.abs(slope - gradient[i]!), `coordinate ${i}`).toBeLessThan(1e-3 * (1 + largest));
  }
}

test('gelu', () => {
  const count = 24;
  const input = normals(1, count);
  const grad_output = normals(2, count);
  const grad_input = new Float32Array(count);
  geluBackward({ input, grad_output, grad_input }, { count });
  const forward = (x: Float32Array) => {
    const output = new Float32Array(count);
    geluForward({ input: x, output }, { count });
    return output;
  };
  expectGradient(input, grad_output, forward, grad_input);
});

test('relu', () => {
  const count = 24;
  const input = normals(1, count);
  const grad_output = normals(2, count);
  const grad_input = new Float32Array(count);
  reluBackward({ input, grad_output, grad_input }, { count });
  const forward = (x: Float32Array) => {
    const output = new Float32Array(count);
    reluForward({ input: x, output }, { count });
    return output;
  };
  expectGradient(input, grad_output, forward, grad_input);
});

test('swiglu', () => {
  const params = { rows: 3, hidden: 4 };
  const input = normals(1, 24);
  const grad_output = normals(2, 12);
  const grad_input = new Float32Array(24);
  swigluBackward({ input, grad_output, grad_input }, params);
  const forward = (x: Float32Array) => {
    const output = new Float32Array(12);
    swigluForward({ input: x, output }, params);
    return output;
  };
  expectGradient(input, grad_output, forward, grad_input);
});

test('embedding', () => {
  const tokens = Uint32Array.from([2, 0, 2, 1, 2]);
  const table = normals(1, 4 * 4);
  const grad_output = normals(2, 5 * 4);
  const grad_weight = new Float32Array(4 * 4);
  embeddingBackwardWeight(
    {
      token_starts: Uint32Array.from([0, 1, 2, 5, 5]),
      token_rows: Uint32Array.from([1, 3, 0, 2, 4]),
      grad_output,
      grad_weight,
    },
    { vocabulary: 4, width: 4, starts_offset: 0, rows_offset: 0, output_offset: 0, accumulate: 0 },
  );
  const forward = (x: Float32Array) => {
    const output = new Float32Array(5 * 4);
    const params = { rows: 5, width: 4, first_token: 0, token_stride: 1, table_offset: 0 };
    embeddingForward({ tokens, table: x, output }, params);
    return output;
  };
  expectGradient(table, grad_output, forward, grad_weight);
});

test('rotary: sign -1 is the gradient of sign 1', () => {
  const params = {
    rows: 6,
    time: 3,
    heads: 1,
    head_width: 8,
    stride: 8,
    data_offset: 0,
    position_offset: 1,
  };
  const table = Float32Array.from({ length: 4 * 4 * 2 }, (_, i) =>
    i % 2 === 0 ? Math.cos(i >> 1) : Math.sin(i >> 1),
  );
  const rotated = (x: Float32Array, sign: number) => {
    const data = x.slice();
    rotaryApply({ table, data }, { ...params, sign });
    return data;
  };
  const weights = normals(2, 48);
  expectGradient(normals(1, 48), weights, (x) => rotated(x, 1), rotated(weights, -1));
});

test.each([
  { sequences: 2, time: 3, heads: 2, key_value_heads: 2, head_width: 4 },
  { sequences: 1, time: 5, heads: 4, key_value_heads: 2, head_width: 4 },
])('attention with $heads query and $key_value_heads key-value heads', (shape) => {
  const params = { ...shape, scale: 0.5 };
  const rows = shape.sequences * shape.time;
  const width = shape.heads * shape.head_width;
  const qkv = normals(1, rows * (width + 2 * shape.key_value_heads * shape.head_width));
  const grad_output = normals(2, rows * width);
  const run = (x: Float32Array) => {
    const output = new Float32Array(rows * width);
    const logsumexp = new Float32Array(rows * shape.heads);
    attentionForward({ qkv: x, output, logsumexp }, params);
    return { output, logsumexp };
  };
  const buffers = {
    qkv,
    ...run(qkv),
    grad_output,
    delta: new Float32Array(rows * shape.heads),
    // Not zero: both kernels overwrite.
    grad_qkv: new Float32Array(qkv.length).fill(7),
  };
  attentionBackwardQuery(buffers, params);
  attentionBackwardKeyValue(buffers, params);
  expectGradient(qkv, grad_output, (x) => run(x).output, buffers.grad_qkv);
});
