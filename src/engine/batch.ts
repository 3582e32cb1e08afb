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
