// Kullback-Leibler divergence between the answers of two states of a network, from their logits.

import type { Batch } from '../engine/batch.ts';
import type { Network } from '../engine/model/network.ts';

/** ln softmax of `width` logits from `at` on. */
function logSoftmax(logits: Float32Array, at: number, width: number): Float64Array {
  let largest = -Infinity;
  for (let j = 0; j < width; j++) largest = Math.max(largest, logits[at + j]!);
  let sum = 0;
  for (let j = 0; j < width; j++) sum += Math.exp(logits[at + j]! - largest);
  const shift = largest + Math.log(sum);
  return Float64Array.from({ length: width }, (_, j) => logits[at + j]! - shift);
}

/** KL(p | q) of two distributions given by their natural logarithms, in nats. */
export function klOf(logP: Float64Array, logQ: Float64Array): number {
  return logP.reduce((sum, lp, j) => sum + Math.exp(lp) * (lp - logQ[j]!), 0);
}

/** Mean KL(p | q) over positions, in nats; 0 where there are none. */
export function meanKl(p: readonly Float64Array[], q: readonly Float64Array[]): number {
  const sum = p.reduce((total, logP, i) => total + klOf(logP, q[i]!), 0);
  return sum / Math.max(1, p.length);
}

/** The network's log-probabilities at every position of the batches that carries weight, in order. */
export async function logProbabilitiesOf(
  network: Network,
  batches: readonly Batch[],
): Promise<Float64Array[]> {
  const width = network.workspace.shape.vocabulary;
  const rows: Float64Array[] = [];
  for (const batch of batches) {
    const logits = await network.logits(batch);
    batch.weights.forEach((weight, row) => {
      if (weight > 0) rows.push(logSoftmax(logits, row * width, width));
    });
  }
  return rows;
}
