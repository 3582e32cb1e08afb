// Divergence between the model's and a reference's distribution at every position, analytic over the vocabulary.

import type { DeviceBuffer } from '../device.ts';
import { kl_divergence } from '../kernels/loss.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import type { Dynamic } from '../recorder.ts';
import type { Matrix, OpContext } from './context.ts';

export interface KlBuffers {
  readonly referenceLogits: DeviceBuffer;
  readonly weights: DeviceBuffer;
  /** Weighted divergence per row. */
  readonly losses: DeviceBuffer;
}

export interface KlOptions {
  readonly batchOffset: number;
  readonly scale: number | Dynamic;
  readonly temperature: number | Dynamic;
  /** 1: KL(model | reference); 0: KL(reference | model). */
  readonly reverse: number | Dynamic;
  /** true: rows of weight 0 keep the loss and the gradient that they have. */
  readonly keep?: boolean;
}

/** loss_r = weight_r * scale * KL between the two softmaxes at a temperature; writes its gradient to `gradLogits`. */
export function klDivergence(
  { recorder }: OpContext,
  logits: Matrix,
  { referenceLogits, weights, losses }: KlBuffers,
  { batchOffset, scale, temperature, reverse, keep = false }: KlOptions,
  gradLogits: Matrix,
): void {
  const { rows, width: vocabulary } = logits;
  recorder.dispatch(
    kl_divergence,
    {
      logits: logits.buffer,
      reference_logits: referenceLogits,
      weights,
      grad_logits: gradLogits.buffer,
      losses,
    },
    {
      rows,
      vocabulary,
      batch_offset: batchOffset,
      scale,
      temperature,
      reverse,
      keep: keep ? 1 : 0,
    },
    threadGrid(rows),
    80 * rows * vocabulary,
  );
}
