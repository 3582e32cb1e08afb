// Arithmetic on a diagonal Fisher information, or another importance of weights, that was read from the device: its mean, a
// cap on its largest elements, running sums, and anchors weighted by it. Padding between the ranges of a vector counts in
// nothing.

import type { ParameterLayout } from '../../engine/flatVector.ts';

/** The elements that are parameters, padding left out. */
function parameterElements(values: Float32Array, layout: ParameterLayout): Float32Array {
  const elements = new Float32Array(layout.parameters);
  let at = 0;
  for (const { offset, size } of layout.ranges) {
    elements.set(values.subarray(offset, offset + size), at);
    at += size;
  }
  return elements;
}

/** Mean over all parameters. */
export function meanElement(values: Float32Array, layout: ParameterLayout): number {
  return values.reduce((sum, x) => sum + x, 0) / layout.parameters;
}

/**
 * The values with everything above their `share` quantile cut down to it. A few elements are thousands of times the mean:
 * uncapped, a step of plain gradient descent on the penalty overshoots there and diverges.
 */
export function capped(values: Float32Array, layout: ParameterLayout, share: number): Float32Array {
  const sorted = parameterElements(values, layout).sort();
  const highest = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return values.map((x) => Math.min(x, highest));
}

/** decay * earlier + fresh (Schwarz et al. 2018, eq. 9) */
export function runningSum(
  earlier: Float32Array,
  fresh: Float32Array,
  decay: number,
): Float32Array {
  return fresh.map((x, i) => decay * earlier[i]! + x);
}

/** (weightA a + weightB b) / (weightA + weightB), element by element; b where both weights are 0. */
export function weightedMean(
  a: Float32Array,
  weightA: Float32Array,
  b: Float32Array,
  weightB: Float32Array,
): Float32Array {
  return b.map((y, i) => {
    const total = weightA[i]! + weightB[i]!;
    // From b: exact where the two are equal, and where only b counts.
    return total > 0 ? y + (weightA[i]! / total) * (a[i]! - y) : y;
  });
}
