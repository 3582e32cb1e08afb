// Measures of tokens that the model drew itself, as plain loops: the oracle for the kernels and the CPU fallback.

import { logSoftmax } from './loss.ts';

/** log_probabilities[r] = log softmax(z_r)[target] where counts[r] is not 0, else 0. */
export function targetLogProbability(
  buffers: {
    readonly logits: Float32Array;
    readonly targets: Uint32Array;
    readonly counts: Float32Array;
    readonly log_probabilities: Float32Array;
  },
  { rows, vocabulary }: { readonly rows: number; readonly vocabulary: number },
): void {
  const { logits, targets, counts, log_probabilities } = buffers;
  for (let r = 0; r < rows; r++) {
    const counted = counts[r] !== 0;
    log_probabilities[r] = counted
      ? logSoftmax(logits, r * vocabulary, vocabulary, 1)[targets[r]!]!
      : 0;
  }
}

/**
 * Of l = log p - log q, held within -20 to 20, times counts[r], in four planes: the ratio e^l, k1 = l, k2 = l^2 / 2 and
 * k3 = e^-l - 1 + l (Schulman 2020).
 */
export function logRatioFigures(
  buffers: {
    readonly log_p: Float32Array;
    readonly log_q: Float32Array;
    readonly counts: Float32Array;
    readonly figures: Float32Array;
  },
  { rows, stride }: { readonly rows: number; readonly stride: number },
): void {
  const { log_p, log_q, counts, figures } = buffers;
  for (let r = 0; r < rows; r++) {
    const l = Math.min(20, Math.max(-20, log_p[r]! - log_q[r]!));
    const planes = [Math.exp(l), l, (l * l) / 2, Math.expm1(-l) + l];
    planes.forEach((value, plane) => (figures[plane * stride + r] = counts[r]! * value));
  }
}
