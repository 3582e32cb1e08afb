// What decoding does at one position of every sequence, where training works on whole sequences. Positions are dynamic,
// so that a program recorded once serves all of them.

import type { ModelShape } from '../../core/experiment.ts';
import type { DeviceBuffer } from '../device.ts';
import {
  attentionDecodeGrid,
  attention_decode,
  cache_append,
  rotaryGrid,
  rotary_apply,
} from '../kernels/attention.ts';
import { sample_token } from '../kernels/sampling.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import { headWidth, packedWidth } from '../model/shape.ts';
import type { Dynamic } from '../recorder.ts';
import type { Matrix, OpContext } from './context.ts';

type Scalar = number | Dynamic;

/** Rotates queries and keys of packed rows, one per sequence, that all stand at `position`. */
export function rotaryDecode(
  { recorder }: OpContext,
  shape: ModelShape,
  table: DeviceBuffer,
  qkv: Matrix,
  position: Scalar,
): void {
  const heads = shape.heads + shape.keyValueHeads;
  const head_width = headWidth(shape);
  recorder.dispatch(
    rotary_apply,
    { table, data: qkv.buffer },
    {
      rows: qkv.rows,
      time: 1,
      heads,
      head_width,
      stride: packedWidth(shape),
      data_offset: 0,
      position_offset: position,
      sign: 1,
    },
    rotaryGrid(qkv.rows, heads, head_width),
    3 * qkv.rows * heads * head_width,
  );
}

/**
 * Attention of one query per sequence to positions 0..position, whose keys and values are in `cache`; appends this
 * position's first. cache: qkv.rows x context x [k heads | v heads].
 */
export function attentionDecode(
  { recorder }: OpContext,
  shape: ModelShape,
  qkv: Matrix,
  cache: DeviceBuffer,
  position: Scalar,
  output: Matrix,
): void {
  const { rows: sequences } = qkv;
  const { context, heads, keyValueHeads: key_value_heads } = shape;
  const head_width = headWidth(shape);
  const sizes = { sequences, heads, key_value_heads, head_width, context, position };
  const appended = 2 * sequences * key_value_heads * head_width;
  recorder.dispatch(
    cache_append,
    { qkv: qkv.buffer, cache },
    { ...sizes, time: 1 },
    threadGrid(appended / 4),
    appended,
  );
  recorder.dispatch(
    attention_decode,
    { qkv: qkv.buffer, cache, output: output.buffer },
    { ...sizes, scale: 1 / Math.sqrt(head_width) },
    attentionDecodeGrid(sequences, heads, head_width),
    // 4 per cached value and query head; on average half of the context is cached.
    2 * sequences * heads * head_width * context,
  );
}

/**
 * Per sequence: how long its prompt is, its tokens (context of them), whether it has ended, and for each of its tokens the
 * log-probability and the entropy of the distribution that it was drawn from.
 */
export interface DecodedTokens {
  readonly promptLengths: DeviceBuffer;
  readonly tokens: DeviceBuffer;
  readonly done: DeviceBuffer;
  readonly drawn: DeviceBuffer;
}

/** How the next token is chosen; `step` sets one use of a seed apart from the next. */
export interface SamplingParams {
  readonly position: Scalar;
  readonly temperature: Scalar;
  readonly topK: Scalar;
  readonly seed: Scalar;
  readonly step: Scalar;
}

/** Writes the token after `position` of every sequence, unless its prompt gives that one. */
export function sampleToken(
  { recorder }: OpContext,
  context: number,
  logits: Matrix,
  { promptLengths, tokens, done, drawn }: DecodedTokens,
  { topK: top_k, ...sampling }: SamplingParams,
): void {
  const { rows: sequences, width: vocabulary } = logits;
  recorder.dispatch(
    sample_token,
    { logits: logits.buffer, prompt_lengths: promptLengths, tokens, done, drawn },
    { sequences, vocabulary, context, top_k, ...sampling },
    threadGrid(sequences),
    // Two passes with an exponential each, as in cross-entropy.
    30 * sequences * vocabulary,
  );
}
