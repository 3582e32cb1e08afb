// A batch of sequences as the engine takes it: every row padded to the longest, prompts unsupervised.

/** Token ids and targets of `rows` sequences of `length` positions, row-major: index = row * length + position. */
export interface Batch {
  readonly rows: number;
  readonly length: number;
  /** Input token at each position. Padding may be any id in the vocabulary. */
  readonly tokens: Uint32Array;
  /** The token that follows each position. Only read where the weight is not 0. */
  readonly targets: Uint32Array;
  /** Loss weight of each target; 0 = not supervised. */
  readonly weights: Float32Array;
}

/** Sum of the weights: the normaliser M of the loss over this batch. */
export function weightSum(batch: Batch): number {
  let sum = 0;
  for (const w of batch.weights) sum += w;
  return sum;
}

/**
 * 1 / n at the n positions of a batch that a loss depends on, 0 elsewhere: up to the last supervised position of each
 * sequence, since what comes after it is padding or has no part in the loss. Null where nothing is supervised.
 */
export function weightsOfRows({ rows, length, weights }: Batch): Float32Array | null {
  const result = new Float32Array(rows * length);
  let counted = 0;
  for (let row = 0; row < rows; row++) {
    const own = weights.subarray(row * length, (row + 1) * length);
    const positions = own.findLastIndex((w) => w !== 0) + 1;
    result.fill(1, row * length, row * length + positions);
    counted += positions;
  }
  return counted > 0 ? result.map((w) => w / counted) : null;
}
