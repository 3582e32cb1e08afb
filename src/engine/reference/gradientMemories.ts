// The weights of GEM and PCGrad and the sum with them as plain loops: the reference of gem_weights.wgsl, pcgrad_weights.wgsl
// and vector_combine.wgsl.

import { pcg4d } from '../../core/rng.ts';

/** Second counter of pcg4d: keeps these draws apart from every other use of the seed. */
const PURPOSE = 0x9c3d;

interface WeightBuffers {
  readonly gram: Float32Array;
  readonly weights: Float32Array;
}

/** Dot products by row and column, from the upper triangle. */
function products(gram: Float32Array, count: number) {
  return (i: number, j: number) => gram[Math.min(i, j) * count + Math.max(i, j)]!;
}

/**
 * weights = (1, v) with v >= margin minimal in 1/2 v' (G + r I) v + side G[0] v, or 0 where no side G[0, i] < 0. On the side
 * of an update the margin is in units of its length over the memories'.
 */
export function gemWeights(
  { gram, weights }: WeightBuffers,
  params: {
    readonly count: number;
    readonly side: number;
    readonly margin: number;
    readonly ridge: number;
    readonly sweeps: number;
  },
): void {
  const { count, side, ridge, sweeps } = params;
  const product = products(gram, count);
  const memories = Array.from({ length: count - 1 }, (_, i) => i + 1);
  const violated = memories.some((i) => side * product(i, 0) < 0);
  const trace = memories.reduce((sum, i) => sum + product(i, i), 0);
  const mean = trace / Math.max(1, count - 1);
  const damping = ridge * mean;
  const unit = side < 0 && mean > 0 ? Math.sqrt(product(0, 0) / mean) : 1;
  const margin = params.margin * unit;
  const v = new Float64Array(count).fill(violated ? margin : 0);
  for (let sweep = 0; sweep < sweeps && violated; sweep++) {
    let moved = false;
    for (const i of memories) {
      const curvature = product(i, i) + damping;
      if (curvature <= 0) continue;
      const start = side * product(i, 0) + damping * v[i]!;
      const slope = memories.reduce((sum, j) => sum + product(i, j) * v[j]!, start);
      const next = Math.max(margin, v[i]! - slope / curvature);
      moved ||= Math.abs(next - v[i]!) > 1e-6 * Math.abs(next);
      v[i] = next;
    }
    if (!moved) break;
  }
  v[0] = 1;
  weights.set(v);
}

/** weights = sum over i of the coefficients of gradient i without its conflicts with the others, taken in random order. */
export function pcgradWeights(
  { gram, weights }: WeightBuffers,
  { count, seed }: { readonly count: number; readonly seed: number },
): void {
  const product = products(gram, count);
  const order = Array.from({ length: count }, (_, i) => i);
  const total = new Float64Array(count);
  const bits = new Uint32Array(4);
  for (let i = 0; i < count; i++) {
    for (let place = count - 1; place > 0; place--) {
      pcg4d(seed, PURPOSE, i, place, bits);
      const other = bits[0]! % (place + 1);
      [order[place], order[other]] = [order[other]!, order[place]!];
    }
    const c = order.map((_, m) => Number(m === i));
    for (const j of order) {
      const square = product(j, j);
      if (j === i || square <= 0) continue;
      const d = c.reduce((sum, x, m) => sum + x * product(m, j), 0);
      c[j]! -= Math.min(d, 0) / square;
    }
    c.forEach((x, m) => (total[m]! += x));
  }
  weights.set(total);
}

/** destination = own destination + factor weights[index] source; own = weights[0] where scale_own = 1, else 1. */
export function vectorCombine(
  buffers: {
    readonly weights: Float32Array;
    readonly source: Float32Array;
    readonly destination: Float32Array;
  },
  params: {
    readonly count: number;
    readonly index: number;
    readonly factor: number;
    readonly scale_own: number;
  },
): void {
  const { weights, source, destination } = buffers;
  const weight = params.factor * weights[params.index]!;
  const own = params.scale_own === 1 ? weights[0]! : 1;
  if (weight === 0 && own === 1) return;
  for (let i = 0; i < params.count; i++) {
    destination[i] = own * destination[i]! + weight * source[i]!;
  }
}
