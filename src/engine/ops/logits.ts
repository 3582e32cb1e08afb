// Rows of logits: moved between contexts and stores, held against stored ones, and the better of two models'.

import type { DeviceBuffer } from '../device.ts';
import { likelier_logits, logit_error, move_rows } from '../kernels/logits.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import type { Dynamic } from '../recorder.ts';
import type { Matrix, OpContext } from './context.ts';

/** Which rows go where: the first `count` numbers of both lists, of at most `most`. */
export interface RowMoves {
  readonly from: DeviceBuffer;
  readonly to: DeviceBuffer;
  readonly count: number | Dynamic;
  readonly most: number;
}

/** destination[to[i]] <- source[from[i]] */
export function moveRows(
  { recorder }: OpContext,
  source: DeviceBuffer,
  destination: DeviceBuffer,
  width: number,
  { from, to, count, most }: RowMoves,
): void {
  recorder.dispatch(
    move_rows,
    { source, from_rows: from, to_rows: to, destination },
    { count, width },
    threadGrid((most * width) / 4),
    most * width,
  );
}

/** loss_r = weight_r * scale * mean squared difference of the logits; writes its gradient to `gradLogits`. */
export function logitError(
  { recorder }: OpContext,
  logits: Matrix,
  buffers: {
    readonly storedLogits: DeviceBuffer;
    readonly weights: DeviceBuffer;
    readonly losses: DeviceBuffer;
  },
  batchOffset: number,
  scale: number | Dynamic,
  gradLogits: Matrix,
): void {
  const { rows, width: vocabulary } = logits;
  const { storedLogits, weights, losses } = buffers;
  recorder.dispatch(
    logit_error,
    {
      logits: logits.buffer,
      stored_logits: storedLogits,
      weights,
      grad_logits: gradLogits.buffer,
      losses,
    },
    { rows, vocabulary, batch_offset: batchOffset, scale },
    threadGrid(rows),
    6 * rows * vocabulary,
  );
}

/** first_r <- second_r where the target is likelier under the second. */
export function likelierLogits(
  { recorder }: OpContext,
  first: Matrix,
  second: DeviceBuffer,
  { targets, weights }: { readonly targets: DeviceBuffer; readonly weights: DeviceBuffer },
  batchOffset: number,
): void {
  const { rows, width: vocabulary } = first;
  recorder.dispatch(
    likelier_logits,
    { first_logits: first.buffer, second_logits: second, targets, weights },
    { rows, vocabulary, batch_offset: batchOffset },
    threadGrid(rows),
    40 * rows * vocabulary,
  );
}
