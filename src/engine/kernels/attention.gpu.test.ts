// Rotary, attention and cache kernels against their references: grouped heads, ragged lengths, chunked head widths.

import { expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import {
  attention_backward_key_value,
  attention_backward_query,
  attention_decode,
  attention_forward,
  attentionDecodeGrid,
  attentionGrid,
  attentionKeyValueGrid,
  cache_append,
  rotary_apply,
  rotaryGrid,
  rotaryTable,
} from './attention.ts';
import { threadGrid } from './threadGrid.ts';

const SHAPES = [
  { sequences: 1, time: 1, heads: 1, key_value_heads: 1, head_width: 8 },
  { sequences: 3, time: 5, heads: 2, key_value_heads: 1, head_width: 16 },
  { sequences: 16, time: 24, heads: 2, key_value_heads: 2, head_width: 24 },
  { sequences: 2, time: 63, heads: 4, key_value_heads: 2, head_width: 32 },
  { sequences: 2, time: 65, heads: 3, key_value_heads: 1, head_width: 40 },
  { sequences: 1, time: 13, heads: 2, key_value_heads: 1, head_width: 64 },
  { sequences: 1, time: 14, heads: 1, key_value_heads: 1, head_width: 128 },
];
// Compiling these kernels takes seconds each on lavapipe when its cache is cold, and far longer on a busy machine.
const TIMEOUT = 300_000;
// Up to 65 products of size 1 per softmax, exponents good to some 1e-6 relative: errors add to a few 1e-5 at most.
const TOLERANCE = { absolute: 5e-5, relative: 5e-5 };

function makeInputs(shape: (typeof SHAPES)[number]) {
  const rows = shape.sequences * shape.time;
  const packed = (shape.heads + 2 * shape.key_value_heads) * shape.head_width;
  return {
    qkv: randomFloats(1, rows * packed),
    output: new Float32Array(rows * shape.heads * shape.head_width),
    logsumexp: new Float32Array(rows * shape.heads),
    grad_output: randomFloats(2, rows * shape.heads * shape.head_width),
    delta: new Float32Array(rows * shape.heads),
    // Guards: backward_query must leave k and v alone, backward_key_value must leave q.
    grad_qkv: new Float32Array(rows * packed).fill(7),
  };
}

test.each(SHAPES)(
  'attention: $sequences x $time, heads $heads / $key_value_heads of width $head_width',
  async (shape) => {
    const { sequences, time, heads, key_value_heads, head_width } = shape;
    const params = { ...shape, scale: 1 / Math.sqrt(head_width) };
    const inputs = makeInputs(shape);
    const grid = attentionGrid(sequences, time, heads, head_width);

    const forward = await runKernel(attention_forward, inputs, params, grid);
    const expected = await runReference(attention_forward, inputs, params);
    for (const name of ['output', 'logsumexp']) {
      expectClose(forward[name]!, expected[name]!, { name, ...TOLERANCE });
    }

    const saved = { ...inputs, ...expected };
    const query = await runKernel(attention_backward_query, saved, params, grid);
    const wantedQuery = await runReference(attention_backward_query, saved, params);
    for (const name of ['delta', 'grad_qkv']) {
      expectClose(query[name]!, wantedQuery[name]!, { name: `query ${name}`, ...TOLERANCE });
    }

    const withDelta = { ...saved, delta: wantedQuery['delta']! };
    const gridKeyValue = attentionKeyValueGrid(sequences, time, key_value_heads, head_width);
    const keyValue = await runKernel(attention_backward_key_value, withDelta, params, gridKeyValue);
    const wanted = await runReference(attention_backward_key_value, withDelta, params);
    const name = 'key_value grad_qkv';
    expectClose(keyValue['grad_qkv']!, wanted['grad_qkv']!, { name, ...TOLERANCE });
  },
  TIMEOUT,
);

test('attention with large scores neither overflows nor loses the highest key', async () => {
  const shape = SHAPES[2]!;
  const { sequences, time, heads, head_width } = shape;
  const params = { ...shape, scale: 1 };
  const inputs = { ...makeInputs(shape), qkv: makeInputs(shape).qkv.map((x) => 6 * x) };
  const grid = attentionGrid(sequences, time, heads, head_width);
  const actual = await runKernel(attention_forward, inputs, params, grid);
  const expected = await runReference(attention_forward, inputs, params);
  // Scores reach some hundreds, where one unit in the last place is 3e-5: exp keeps an error of about 1e-4.
  const tolerance = { absolute: 5e-3, relative: 1e-3 };
  expectClose(actual['output']!, expected['output']!, { name: 'output', ...tolerance });
});

test.each(SHAPES)(
  'rotary_apply: $sequences x $time, $heads heads of $head_width, forward and back',
  async ({ sequences, time, heads, head_width }) => {
    const rows = sequences * time;
    const stride = (heads + 2) * head_width;
    const params = {
      rows,
      time,
      heads,
      head_width,
      stride,
      data_offset: head_width,
      position_offset: 3,
      sign: 1,
    };
    const buffers = {
      table: rotaryTable(time + 3, head_width, 100),
      data: randomFloats(1, rows * stride),
    };
    const grid = rotaryGrid(rows, heads, head_width);
    const actual = await runKernel(rotary_apply, buffers, params, grid);
    const expected = await runReference(rotary_apply, buffers, params);
    // Two products of size 1 to 4.
    const tolerance = { absolute: 1e-6, relative: 1e-6 };
    expectClose(actual['data']!, expected['data']!, { name: 'data', ...tolerance });
    const back = await runKernel(
      rotary_apply,
      { ...buffers, data: actual['data']! },
      { ...params, sign: -1 },
      grid,
    );
    expectClose(back['data']!, buffers.data, { name: 'rotated back', absolute: 3e-6 });
  },
);

test.each(SHAPES)(
  'cache_append and attention_decode agree with attention over the whole sequence: $time x $head_width',
  async (shape) => {
    const { sequences, time, heads, key_value_heads, head_width } = shape;
    const context = time + 2;
    const columns = 2 * key_value_heads * head_width;
    const stride = heads * head_width + columns;
    const { qkv } = makeInputs(shape);
    const position = time - 1;

    const append = { sequences, time: 1, heads, key_value_heads, head_width, context, position };
    const lastRows = Float32Array.from({ length: sequences * stride }, (_, i) => {
      const row = Math.floor(i / stride) * time + position;
      return qkv[row * stride + (i % stride)]!;
    });
    const empty = new Float32Array(sequences * context * columns).fill(7);
    const prefill = { ...append, time, position: 0 };
    const fullGrid = threadGrid((sequences * time * columns) / 4);
    const full = await runKernel(cache_append, { qkv, cache: empty }, prefill, fullGrid);
    const wanted = await runReference(cache_append, { qkv, cache: empty }, prefill);
    expect(full['cache']).toEqual(wanted['cache']);
    const oneGrid = threadGrid((sequences * columns) / 4);
    const one = await runKernel(cache_append, { qkv: lastRows, cache: empty }, append, oneGrid);
    const wantedOne = await runReference(cache_append, { qkv: lastRows, cache: empty }, append);
    expect(one['cache']).toEqual(wantedOne['cache']);

    const params = {
      sequences,
      heads,
      key_value_heads,
      head_width,
      context,
      position,
      scale: 1 / Math.sqrt(head_width),
    };
    const decode = {
      qkv: lastRows,
      cache: full['cache']!,
      output: new Float32Array(sequences * heads * head_width),
    };
    const grid = attentionDecodeGrid(sequences, heads, head_width);
    const actual = await runKernel(attention_decode, decode, params, grid);
    const expected = await runReference(attention_decode, decode, params);
    expectClose(actual['output']!, expected['output']!, { name: 'output', ...TOLERANCE });

    const inputs = makeInputs(shape);
    const whole = await runReference(attention_forward, inputs, {
      ...shape,
      scale: params.scale,
    });
    const lastOutputs = Float32Array.from(actual['output']!, (_, i) => {
      const row = Math.floor(i / (heads * head_width)) * time + position;
      return whole['output']![row * heads * head_width + (i % (heads * head_width))]!;
    });
    expectClose(actual['output']!, lastOutputs, { name: 'decode against whole', ...TOLERANCE });
  },
  TIMEOUT,
);
