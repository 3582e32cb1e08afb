// Starting weights, drawn in TypeScript so that every adapter starts from the same bits.

import type { ModelShape } from '../../core/experiment.ts';
import { Rng } from '../../core/rng.ts';
import { parameterLayout } from './shape.ts';

/** Standard deviation of the embedding: large enough that recall's phase change comes early. */
const EMBEDDING_DEVIATION = 0.5;

/** Standard deviation of the starting weights of a matrix with so many inputs that does not write to the residual stream. */
export const inputDeviation = (inputs: number): number => 1 / Math.sqrt(inputs);

/**
 * Random parameters: norms 1; matrices normal with deviation 1/sqrt(in), those that write to the residual stream also
 * divided by sqrt(2 layers) (Radford et al. 2019, GPT-2); embedding normal with deviation 0.5.
 */
export function initialParameters(shape: ModelShape, seed: number): Float32Array {
  const layout = parameterLayout(shape);
  const values = new Float32Array(layout.length);
  const residual = 1 / Math.sqrt(2 * shape.layers);
  for (const range of layout.ranges) {
    const part = values.subarray(range.offset, range.offset + range.size);
    if (range.shape.length === 1) {
      part.fill(1);
      continue;
    }
    const rng = new Rng(seed).fork(`init.${range.name}`);
    let deviation = inputDeviation(range.shape[1]!);
    if (range.name === 'embedding') deviation = EMBEDDING_DEVIATION;
    if (/attentionOutput|mlpDown/.test(range.name)) deviation *= residual;
    for (let i = 0; i < part.length; i++) part[i] = deviation * rng.normal();
  }
  return values;
}
