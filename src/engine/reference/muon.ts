// Muon (Jordan et al. 2024) as plain loops: the reference of muon_*.wgsl.

import { clipFactor } from './optimizer.ts';

/** The smallest norm that a direction is divided by: a direction of zeros stays zero. */
const SMALLEST_NORM = 1e-7;

interface KindParams {
  readonly matrices: number;
  readonly count: number;
  readonly offset: number;
  readonly stride: number;
}

/** momentum = decay momentum + g, direction = g + decay momentum, g the clipped gradient; on each matrix of a kind. */
export function muonMomentum(
  buffers: {
    readonly gradient: Float32Array;
    readonly norm_squared: Float32Array;
    readonly momentum: Float32Array;
    readonly direction: Float32Array;
  },
  params: KindParams & {
    readonly norm_offset: number;
    readonly decay: number;
    readonly clip: number;
  },
): void {
  const { gradient, norm_squared, momentum, direction } = buffers;
  const factor = clipFactor(norm_squared[params.norm_offset]!, params.clip);
  for (let z = 0; z < params.matrices; z++) {
    const first = params.offset + z * params.stride;
    for (let i = first; i < first + params.count; i++) {
      const g = factor * gradient[i]!;
      const m = params.decay * momentum[i]! + g;
      momentum[i] = m;
      direction[i] = g + params.decay * m;
    }
  }
}

interface MatrixParams {
  readonly matrices: number;
  readonly side: number;
  readonly inner: number;
  readonly offset: number;
  readonly stride: number;
  readonly step_side: number;
  readonly step_inner: number;
}

/** gram = X X^T of each matrix; X(i, k) is at offset + z stride + i step_side + k step_inner. */
export function muonGram(
  buffers: { readonly input: Float32Array; readonly gram: Float32Array },
  params: MatrixParams,
): void {
  const { input, gram } = buffers;
  const { side, inner, step_side, step_inner } = params;
  for (let z = 0; z < params.matrices; z++) {
    const first = params.offset + z * params.stride;
    for (let i = 0; i < side; i++) {
      for (let j = 0; j < side; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) {
          const at = first + k * step_inner;
          sum += input[at + i * step_side]! * input[at + j * step_side]!;
        }
        gram[(z * side + i) * side + j] = sum;
      }
    }
  }
}

/** 1, or the Frobenius norm of the matrix whose X X^T starts at `first`. */
function normOf(gram: Float32Array, first: number, side: number, normalise: number): number {
  if (normalise === 0) return 1;
  let trace = 0;
  for (let k = 0; k < side; k++) trace += gram[first + k * side + k]!;
  return Math.sqrt(trace) + SMALLEST_NORM;
}

/** polynomial = b G + c G G, G = gram / n^2. */
export function muonPolynomial(
  buffers: { readonly gram: Float32Array; readonly polynomial: Float32Array },
  params: {
    readonly matrices: number;
    readonly side: number;
    readonly normalise: number;
    readonly b: number;
    readonly c: number;
  },
): void {
  const { gram, polynomial } = buffers;
  const { side, b, c } = params;
  for (let z = 0; z < params.matrices; z++) {
    const first = z * side * side;
    const square = normOf(gram, first, side, params.normalise) ** 2;
    for (let i = 0; i < side; i++) {
      for (let j = 0; j < side; j++) {
        let sum = 0;
        for (let k = 0; k < side; k++)
          sum += (gram[first + i * side + k]! / square) * (gram[first + k * side + j]! / square);
        const at = first + i * side + j;
        polynomial[at] = (b * gram[at]!) / square + c * sum;
      }
    }
  }
}

/** output = (a X + polynomial X) / n on each matrix. */
export function muonCombine(
  buffers: {
    readonly input: Float32Array;
    readonly gram: Float32Array;
    readonly polynomial: Float32Array;
    readonly output: Float32Array;
  },
  params: MatrixParams & { readonly normalise: number; readonly a: number },
): void {
  const { input, gram, polynomial, output } = buffers;
  const { side, inner, step_side, step_inner } = params;
  for (let z = 0; z < params.matrices; z++) {
    const square = z * side * side;
    const norm = normOf(gram, square, side, params.normalise);
    for (let i = 0; i < side; i++) {
      for (let k = 0; k < inner; k++) {
        const first = params.offset + z * params.stride + k * step_inner;
        let sum = params.a * input[first + i * step_side]!;
        for (let j = 0; j < side; j++)
          sum += polynomial[square + i * side + j]! * input[first + j * step_side]!;
        output[first + i * step_side] = sum / norm;
      }
    }
  }
}

/** parameter -= learning_rate (scale direction + weight_decay parameter) on each matrix of a kind. */
export function muonStep(
  buffers: { readonly direction: Float32Array; readonly parameter: Float32Array },
  params: KindParams & {
    readonly learning_rate: number;
    readonly scale: number;
    readonly weight_decay: number;
  },
): void {
  const { direction, parameter } = buffers;
  const { learning_rate, scale, weight_decay } = params;
  for (let z = 0; z < params.matrices; z++) {
    const first = params.offset + z * params.stride;
    for (let i = first; i < first + params.count; i++) {
      const p = parameter[i]!;
      parameter[i] = p - learning_rate * (scale * direction[i]! + weight_decay * p);
    }
  }
}
