// Masked, weighted cross-entropy, its gradient and exact match, in one pass over the logits.

import type { DeviceBuffer } from '../device.ts';
import {
  confidence_scale,
  crossEntropyGrid,
  cross_entropy,
  cross_entropy_workgroup,
  score_sequences,
} from '../kernels/loss.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import { type Dynamic, groups } from '../recorder.ts';
import type { Sequences } from './attention.ts';
import type { Matrix, OpContext } from './context.ts';

export interface LossBuffers {
  readonly targets: DeviceBuffer;
  readonly weights: DeviceBuffer;
  /** Weighted loss per row. */
  readonly losses: DeviceBuffer;
  /** Whether the arg-max is the target, per row (1 where the row is not supervised). */
  readonly correct: DeviceBuffer;
}

/** loss_r = weight_r * scale * (-log softmax(z_r)[target_r]); `scale` is 1 / M. Writes `gradLogits` if asked for. */
export function crossEntropy(
  { recorder, variant }: OpContext,
  logits: Matrix,
  buffers: LossBuffers,
  batchOffset: number,
  scale: number | Dynamic,
  gradLogits: Matrix,
  withGradient: boolean,
): void {
  const kernel = variant === 'thread' ? cross_entropy : cross_entropy_workgroup;
  const { rows, width: vocabulary } = logits;
  const { targets, weights, losses, correct } = buffers;
  recorder.dispatch(
    kernel,
    { logits: logits.buffer, targets, weights, grad_logits: gradLogits.buffer, losses, correct },
    { rows, vocabulary, batch_offset: batchOffset, scale, with_gradient: withGradient ? 1 : 0 },
    crossEntropyGrid(variant, rows),
    30 * rows * vocabulary,
  );
}

/** After `crossEntropy` with the same arguments: each row's loss and gradient times the target's probability. */
export function confidenceScale(
  { recorder }: OpContext,
  { weights, losses }: Pick<LossBuffers, 'weights' | 'losses'>,
  batchOffset: number,
  scale: number | Dynamic,
  gradLogits: Matrix,
): void {
  const { rows, width: vocabulary } = gradLogits;
  recorder.dispatch(
    confidence_scale,
    { weights, losses, grad_logits: gradLogits.buffer },
    { rows, vocabulary, batch_offset: batchOffset, scale },
    threadGrid(rows),
    rows * vocabulary,
  );
}

/** Per sequence: 1 if every supervised arg-max is right, and the sum of its losses; as pairs in `scores`. */
export function scoreSequences(
  { recorder }: OpContext,
  sequences: Sequences,
  buffers: LossBuffers,
  batchOffset: number,
  scores: DeviceBuffer,
): void {
  const { losses, correct, weights } = buffers;
  recorder.dispatch(
    score_sequences,
    { losses, correct, weights, scores },
    { sequences: sequences.count, length: sequences.length, batch_offset: batchOffset },
    [groups(sequences.count)],
    sequences.count * sequences.length,
  );
}
