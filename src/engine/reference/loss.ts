// Cross-entropy and divergence with their gradients, and scores per sequence, as plain loops: the oracle for the kernels and the CPU fallback.

/** Position of the largest of `count` values from `from`; of equals the first. */
function argMax(values: Float32Array, from: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (values[from + i]! > values[from + best]!) best = i;
  return best;
}

/** losses[r] = w scale (logsumexp(z) - z_target); grad_logits = w scale (softmax(z) - onehot); correct = arg-max is target. */
export function crossEntropy(
  buffers: {
    readonly logits: Float32Array;
    readonly targets: Uint32Array;
    readonly weights: Float32Array;
    readonly grad_logits: Float32Array;
    readonly losses: Float32Array;
    readonly correct: Uint32Array;
  },
  params: {
    readonly rows: number;
    readonly vocabulary: number;
    readonly batch_offset: number;
    readonly scale: number;
    readonly with_gradient: number;
  },
): void {
  const { logits, targets, weights, grad_logits, losses, correct } = buffers;
  const { rows, vocabulary, batch_offset, scale, with_gradient } = params;
  for (let r = 0; r < rows; r++) {
    const from = r * vocabulary;
    const weight = weights[batch_offset + r]!;
    if (weight === 0) {
      losses[r] = 0;
      correct[r] = 1;
      if (with_gradient === 1) grad_logits.fill(0, from, from + vocabulary);
      continue;
    }
    const target = targets[batch_offset + r]!;
    const best = argMax(logits, from, vocabulary);
    const top = logits[from + best]!;
    let sum = 0;
    for (let i = 0; i < vocabulary; i++) sum += Math.exp(logits[from + i]! - top);
    losses[r] = weight * scale * (Math.log(sum) + top - logits[from + target]!);
    correct[r] = best === target ? 1 : 0;
    if (with_gradient === 0) continue;
    for (let i = 0; i < vocabulary; i++) {
      const probability = Math.exp(logits[from + i]! - top) / sum;
      grad_logits[from + i] = weight * scale * (probability - (i === target ? 1 : 0));
    }
  }
}

/** scores[2 s] = 1 where all supervised positions of sequence s are correct; scores[2 s + 1] = sum of its losses. */
export function scoreSequences(
  buffers: {
    readonly losses: Float32Array;
    readonly correct: Uint32Array;
    readonly weights: Float32Array;
    readonly scores: Float32Array;
  },
  params: { readonly sequences: number; readonly length: number; readonly batch_offset: number },
): void {
  const { losses, correct, weights, scores } = buffers;
  const { sequences, length, batch_offset } = params;
  for (let s = 0; s < sequences; s++) {
    let allCorrect = 1;
    let loss = 0;
    for (let position = s * length; position < (s + 1) * length; position++) {
      loss += losses[position]!;
      if (weights[batch_offset + position] !== 0 && correct[position] === 0) allCorrect = 0;
    }
    scores[2 * s] = allCorrect;
    scores[2 * s + 1] = loss;
  }
}

/** Log-probabilities of softmax(logits / temperature) of one row. */
export function logSoftmax(
  logits: Float32Array,
  from: number,
  count: number,
  temperature: number,
): number[] {
  const row = Array.from(logits.subarray(from, from + count));
  const top = row.reduce((most, z) => Math.max(most, z), -Infinity);
  const sum = row.reduce((total, z) => total + Math.exp((z - top) / temperature), 0);
  return row.map((z) => (z - top) / temperature - Math.log(sum));
}

/**
 * p and q are the softmax at `temperature` of the model's and the reference's logits, f = w scale.
 * reverse = 1: losses = f KL(p | q), grad_logits = f / temperature p (log p - log q - KL(p | q));
 * reverse = 0: losses = f KL(q | p), grad_logits = f / temperature (p - q).
 * A row of weight 0 has zeros; with keep = 1 it is left as another loss made it.
 */
export function klDivergence(
  buffers: {
    readonly logits: Float32Array;
    readonly reference_logits: Float32Array;
    readonly weights: Float32Array;
    readonly grad_logits: Float32Array;
    readonly losses: Float32Array;
  },
  params: {
    readonly rows: number;
    readonly vocabulary: number;
    readonly batch_offset: number;
    readonly scale: number;
    readonly temperature: number;
    readonly reverse: number;
    readonly keep: number;
  },
): void {
  const { logits, reference_logits, weights, grad_logits, losses } = buffers;
  const { rows, vocabulary, batch_offset, scale, temperature, reverse, keep } = params;
  for (let r = 0; r < rows; r++) {
    const from = r * vocabulary;
    const weight = weights[batch_offset + r]!;
    if (weight === 0 && keep === 1) continue;
    losses[r] = 0;
    grad_logits.fill(0, from, from + vocabulary);
    if (weight === 0) continue;
    const logP = logSoftmax(logits, from, vocabulary, temperature);
    const logQ = logSoftmax(reference_logits, from, vocabulary, temperature);
    const [inner, outer] = reverse === 1 ? [logP, logQ] : [logQ, logP];
    const divergence = inner.reduce((sum, l, i) => sum + Math.exp(l) * (l - outer[i]!), 0);
    const factor = weight * scale;
    losses[r] = factor * divergence;
    for (let i = 0; i < vocabulary; i++) {
      const [p, q] = [Math.exp(logP[i]!), Math.exp(logQ[i]!)];
      const slope = reverse === 1 ? p * (logP[i]! - logQ[i]! - divergence) : p - q;
      grad_logits[from + i] = (factor / temperature) * slope;
    }
  }
}

/** Multiplies what crossEntropy wrote, loss and gradient of each row, by the target's probability exp(-loss / (w scale)). */
export function confidenceScale(
  buffers: {
    readonly weights: Float32Array;
    readonly losses: Float32Array;
    readonly grad_logits: Float32Array;
  },
  params: {
    readonly rows: number;
    readonly vocabulary: number;
    readonly batch_offset: number;
    readonly scale: number;
  },
): void {
  const { weights, losses, grad_logits } = buffers;
  const { rows, vocabulary, batch_offset, scale } = params;
  for (let r = 0; r < rows; r++) {
    const factor = weights[batch_offset + r]! * scale;
    if (factor === 0) continue;
    const probability = Math.exp(-losses[r]! / factor);
    losses[r]! *= probability;
    for (let i = r * vocabulary; i < (r + 1) * vocabulary; i++) grad_logits[i]! *= probability;
  }
}
