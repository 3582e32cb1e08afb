// Weights made of the base and of what training changed of it, by arithmetic alone. A task vector is tau_k = theta_k - theta_0,
// where theta_k was trained from the base theta_0 on task k and on nothing else (Ilharco et al. 2023). Sums are in f64.

import { AppError } from '../../core/errors.ts';

/** Makes weights of the base, of weights trained from it, and of a coefficient; all vectors are equally long. */
export type MergeRule = (
  base: Float32Array,
  trained: readonly Float32Array[],
  coefficient: number,
) => Float32Array;

function checkLengths(base: Float32Array, trained: readonly Float32Array[]): void {
  const other = trained.find((weights) => weights.length !== base.length);
  if (!other) return;
  throw new AppError(
    'internal',
    `merging: expected vectors of ${base.length} weights, got ${other.length}.`,
  );
}

/** Task arithmetic: theta_0 + s sum_k tau_k (Ilharco et al. 2023, arXiv 2212.04089, section 2). */
export const addTaskVectors: MergeRule = (base, trained, coefficient) => {
  checkLengths(base, trained);
  return base.map((start, i) => {
    const sum = trained.reduce((total, weights) => total + (weights[i]! - start), 0);
    return start + coefficient * sum;
  });
};

/** The size from which on a weight's change belongs to the `count` largest; equal ones all belong. */
function threshold(sizes: Float64Array, count: number): number {
  return sizes.toSorted()[sizes.length - count]!;
}

/** tau with all but its `kept` share of largest changes set to zero. */
function trim(base: Float32Array, weights: Float32Array, kept: number): Float64Array {
  const change = Float64Array.from(weights, (w, i) => w - base[i]!);
  const count = Math.max(1, Math.round(kept * change.length));
  const least = threshold(change.map(Math.abs), count);
  return change.map((c) => (Math.abs(c) >= least ? c : 0));
}

/**
 * TIES-merging (Yadav et al. 2023, arXiv 2306.01708, algorithm 1): each task vector is trimmed to its largest changes; at
 * each weight the sign with the greater total is elected, and the changes of that sign are averaged.
 */
export function tiesMerge(kept: number): MergeRule {
  return (base, trained, coefficient) => {
    checkLengths(base, trained);
    const changes = trained.map((weights) => trim(base, weights, kept));
    return base.map((start, i) => {
      const total = changes.reduce((sum, change) => sum + change[i]!, 0);
      const agreeing = changes.map((change) => change[i]!).filter((c) => c * total > 0);
      if (agreeing.length === 0) return start;
      return start + (coefficient * agreeing.reduce((a, b) => a + b, 0)) / agreeing.length;
    });
  };
}
