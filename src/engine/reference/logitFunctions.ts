// Functions of the logits with their gradients as plain loops: the oracle for the kernels and the CPU fallback.

interface RowBuffers {
  readonly logits: Float32Array;
  readonly weights: Float32Array;
  readonly grad_logits: Float32Array;
  readonly losses: Float32Array;
}

interface RowParams {
  readonly rows: number;
  readonly vocabulary: number;
  readonly batch_offset: number;
  readonly scale: number;
}

/** c = z - mean(z): losses[r] = w scale |c|^2; grad_logits = 2 w scale c. */
export function centredSquares(buffers: RowBuffers, params: RowParams): void {
  const { logits, weights, grad_logits, losses } = buffers;
  const { rows, vocabulary, batch_offset, scale } = params;
  for (let r = 0; r < rows; r++) {
    const from = r * vocabulary;
    const factor = weights[batch_offset + r]! * scale;
    let mean = 0;
    for (let i = 0; i < vocabulary; i++) mean += logits[from + i]! / vocabulary;
    let squares = 0;
    for (let i = 0; i < vocabulary; i++) {
      const centred = logits[from + i]! - mean;
      squares += centred * centred;
      grad_logits[from + i] = 2 * factor * centred;
    }
    losses[r] = factor * squares;
  }
}

/** losses[r] = w scale z_target; grad_logits = w scale onehot(target); zeros where w = 0. */
export function targetLogit(
  buffers: RowBuffers & { readonly targets: Uint32Array },
  params: RowParams,
): void {
  const { logits, targets, weights, grad_logits, losses } = buffers;
  const { rows, vocabulary, batch_offset, scale } = params;
  grad_logits.fill(0, 0, rows * vocabulary);
  for (let r = 0; r < rows; r++) {
    const factor = weights[batch_offset + r]! * scale;
    losses[r] = 0;
    if (factor === 0) continue;
    const goal = r * vocabulary + targets[batch_offset + r]!;
    losses[r] = factor * logits[goal]!;
    grad_logits[goal] = factor;
  }
}
