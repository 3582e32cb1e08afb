// Causal attention with rotary positions (Su et al. 2021, half-split pairs) and grouped heads (Ainslie et al. 2023) on
// packed rows [q | k | v]. Backward recomputes the scores from a log-sum-exp per row (Dao et al. 2022), so that no
// time x time tensor is kept.

import type { ModelShape } from '../../core/experiment.ts';
import type { DeviceBuffer } from '../device.ts';
import {
  attention_backward_key_value,
  attention_backward_query,
  attention_forward,
  attentionGrid,
  attentionKeyValueGrid,
  rotaryGrid,
  rotary_apply,
} from '../kernels/attention.ts';
import { headWidth, packedWidth } from '../model/shape.ts';
import type { Matrix, OpContext } from './context.ts';

/** Sequences of equal length, packed as the rows of activations. */
export interface Sequences {
  readonly count: number;
  readonly length: number;
}

/** Rotates queries and keys in place; `sign` -1 undoes it, which is also its gradient. */
export function rotaryApply(
  { recorder }: OpContext,
  shape: ModelShape,
  sequences: Sequences,
  table: DeviceBuffer,
  qkv: Matrix,
  sign: 1 | -1,
): void {
  const heads = shape.heads + shape.keyValueHeads;
  const rows = sequences.count * sequences.length;
  const pairs = (rows * heads * headWidth(shape)) / 2;
  recorder.dispatch(
    rotary_apply,
    { table, data: qkv.buffer },
    {
      rows,
      time: sequences.length,
      heads,
      head_width: headWidth(shape),
      stride: packedWidth(shape),
      data_offset: 0,
      position_offset: 0,
      sign,
    },
    rotaryGrid(rows, heads, headWidth(shape)),
    6 * pairs,
  );
}

function attentionParams(shape: ModelShape, sequences: Sequences) {
  return {
    sequences: sequences.count,
    time: sequences.length,
    heads: shape.heads,
    key_value_heads: shape.keyValueHeads,
    head_width: headWidth(shape),
    scale: 1 / Math.sqrt(headWidth(shape)),
  };
}

/** FLOPs of the causal half of q k^T and p v. */
function attentionFlops(shape: ModelShape, { count, length }: Sequences): number {
  return 2 * count * shape.width * length * length;
}

export function attentionForward(
  { recorder }: OpContext,
  shape: ModelShape,
  sequences: Sequences,
  qkv: Matrix,
  output: Matrix,
  logSumExp: DeviceBuffer,
): void {
  recorder.dispatch(
    attention_forward,
    { qkv: qkv.buffer, output: output.buffer, logsumexp: logSumExp },
    attentionParams(shape, sequences),
    attentionGrid(sequences.count, sequences.length, shape.heads, headWidth(shape)),
    attentionFlops(shape, sequences),
  );
}

/** Writes the gradient of the packed rows (after rotation). */
export function attentionBackward(
  { recorder }: OpContext,
  shape: ModelShape,
  sequences: Sequences,
  forward: { qkv: Matrix; output: Matrix; logSumExp: DeviceBuffer },
  gradOutput: Matrix,
  delta: DeviceBuffer,
  gradQkv: Matrix,
): void {
  const params = attentionParams(shape, sequences);
  const flops = attentionFlops(shape, sequences);
  const shared = {
    qkv: forward.qkv.buffer,
    grad_output: gradOutput.buffer,
    logsumexp: forward.logSumExp,
  };
  recorder.dispatch(
    attention_backward_query,
    { ...shared, output: forward.output.buffer, delta, grad_qkv: gradQkv.buffer },
    params,
    attentionGrid(sequences.count, sequences.length, shape.heads, headWidth(shape)),
    1.5 * flops,
  );
  recorder.dispatch(
    attention_backward_key_value,
    { ...shared, delta, grad_qkv: gradQkv.buffer },
    params,
    attentionKeyValueGrid(sequences.count, sequences.length, shape.keyValueHeads, headWidth(shape)),
    2 * flops,
  );
}
