// Token embedding: a row of the table per token; backward gathers the rows of each token in a fixed order.

import type { DeviceBuffer } from '../device.ts';
import { embedding_backward_weight, embedding_forward } from '../kernels/embedding.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import type { Dynamic } from '../recorder.ts';
import type { Matrix, OpContext, Weight } from './context.ts';

/** Which of the ids in a buffer are embedded: one per row, `stride` apart. */
export interface TokenRange {
  readonly first: number | Dynamic;
  readonly stride: number;
}

/** output[row] = the table's row of the range's token. */
export function embeddingForward(
  { recorder }: OpContext,
  tokens: DeviceBuffer,
  { first, stride }: TokenRange,
  table: Weight,
  output: Matrix,
): void {
  const { rows, width } = output;
  recorder.dispatch(
    embedding_forward,
    { tokens, table: table.buffer, output: output.buffer },
    { rows, width, first_token: first, token_stride: stride, table_offset: table.offset },
    threadGrid((rows * width) / 4),
    rows * width,
  );
}

/** Rows of a batch sorted by token, as `sortRowsByToken` makes them, at the batch slot's offsets. */
export interface TokenRows {
  readonly starts: DeviceBuffer;
  readonly startsOffset: number;
  readonly rows: DeviceBuffer;
  readonly rowsOffset: number;
}

/** Adds to the table's gradient the sum of gradOutput over the rows of each token. */
export function embeddingBackwardWeight(
  { recorder }: OpContext,
  tokenRows: TokenRows,
  gradOutput: Matrix,
  vocabulary: number,
  gradient: Weight,
): void {
  const { rows, width } = gradOutput;
  recorder.dispatch(
    embedding_backward_weight,
    {
      token_starts: tokenRows.starts,
      token_rows: tokenRows.rows,
      grad_output: gradOutput.buffer,
      grad_weight: gradient.buffer,
    },
    {
      vocabulary,
      width,
      starts_offset: tokenRows.startsOffset,
      rows_offset: tokenRows.rowsOffset,
      output_offset: gradient.offset,
      accumulate: 1,
    },
    threadGrid((vocabulary * width) / 4),
    2 * rows * width,
  );
}

/**
 * Counting sort of a batch's rows by token: rows of token v are `rows[starts[v] .. starts[v + 1])`, ascending.
 * `starts` has vocabulary + 1 entries.
 */
export function sortRowsByToken(
  tokens: Uint32Array,
  vocabulary: number,
): { starts: Uint32Array; rows: Uint32Array } {
  const starts = new Uint32Array(vocabulary + 1);
  for (const token of tokens) starts[token + 1]!++;
  for (let v = 0; v < vocabulary; v++) starts[v + 1]! += starts[v]!;
  const next = starts.slice();
  const rows = new Uint32Array(tokens.length);
  tokens.forEach((token, row) => (rows[next[token]!++] = row));
  return { starts, rows };
}
