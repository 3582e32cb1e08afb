// Moving, comparing and choosing rows of logits, as plain loops: the oracle for the kernels in kernels/logits.ts and the
// CPU fallback.

/** destination[to_rows[i]] = source[from_rows[i]], rows of `width` columns, for i < count */
export function moveRows(
  buffers: {
    readonly source: Float32Array;
    readonly from_rows: Uint32Array;
    readonly to_rows: Uint32Array;
    readonly destination: Float32Array;
  },
  { count, width }: { readonly count: number; readonly width: number },
): void {
  const { source, from_rows, to_rows, destination } = buffers;
  for (let i = 0; i < count; i++) {
    const from = from_rows[i]! * width;
    destination.set(source.subarray(from, from + width), to_rows[i]! * width);
  }
}

/** losses[r] = w scale mean_j (z_j - u_j)^2; grad_logits = w scale 2 / V (z - u) */
export function logitError(
  buffers: {
    readonly logits: Float32Array;
    readonly stored_logits: Float32Array;
    readonly weights: Float32Array;
    readonly grad_logits: Float32Array;
    readonly losses: Float32Array;
  },
  params: {
    readonly rows: number;
    readonly vocabulary: number;
    readonly batch_offset: number;
    readonly scale: number;
  },
): void {
  const { logits, stored_logits, weights, grad_logits, losses } = buffers;
  const { rows, vocabulary, batch_offset, scale } = params;
  for (let r = 0; r < rows; r++) {
    const from = r * vocabulary;
    const weight = weights[batch_offset + r]!;
    losses[r] = 0;
    grad_logits.fill(0, from, from + vocabulary);
    if (weight === 0) continue;
    const factor = (weight * scale) / vocabulary;
    let sum = 0;
    for (let i = from; i < from + vocabulary; i++) {
      const difference = logits[i]! - stored_logits[i]!;
      sum += difference * difference;
      grad_logits[i] = 2 * factor * difference;
    }
    losses[r] = factor * sum;
  }
}

/** log softmax(logits of the row that starts at `from`)[target] */
function logLikelihood(
  logits: Float32Array,
  from: number,
  vocabulary: number,
  target: number,
): number {
  const row = logits.subarray(from, from + vocabulary);
  const top = row.reduce((most, z) => Math.max(most, z), -Infinity);
  const sum = row.reduce((total, z) => total + Math.exp(z - top), 0);
  return row[target]! - top - Math.log(sum);
}

/** first_logits[r] <- second_logits[r] where the target is likelier under the second */
export function likelierLogits(
  buffers: {
    readonly first_logits: Float32Array;
    readonly second_logits: Float32Array;
    readonly targets: Uint32Array;
    readonly weights: Float32Array;
  },
  params: { readonly rows: number; readonly vocabulary: number; readonly batch_offset: number },
): void {
  const { first_logits, second_logits, targets, weights } = buffers;
  const { rows, vocabulary, batch_offset } = params;
  for (let r = 0; r < rows; r++) {
    if (weights[batch_offset + r] === 0) continue;
    const from = r * vocabulary;
    const target = targets[batch_offset + r]!;
    const first = logLikelihood(first_logits, from, vocabulary, target);
    if (logLikelihood(second_logits, from, vocabulary, target) <= first) continue;
    first_logits.set(second_logits.subarray(from, from + vocabulary), from);
  }
}
