// From a model's shape to its named tensors, its sizes and its cost.

import { AppError } from '../../core/errors.ts';
import type { ModelShape } from '../../core/experiment.ts';
import { type ParameterLayout, layOut } from '../flatVector.ts';

/** Width of one attention head. */
export function headWidth(shape: ModelShape): number {
  return shape.width / shape.heads;
}

/** Width of a packed row [q heads | k heads | v heads]. */
export function packedWidth(shape: ModelShape): number {
  return (shape.heads + 2 * shape.keyValueHeads) * headWidth(shape);
}

/** Output width of the MLP's first matrix: gate and up side by side for SwiGLU. */
export function upWidth(shape: ModelShape): number {
  return shape.mlp === 'swiglu' ? 2 * shape.feedForward : shape.feedForward;
}

/** Throws `bad-config` with the rule that a shape breaks. */
export function checkModelShape(shape: ModelShape): void {
  const reject = (what: string, got: number) => {
    throw new AppError(
      'bad-config',
      `model shape: expected ${what}, got ${got}.`,
      'Change the base.',
    );
  };
  if (shape.width % shape.heads !== 0)
    reject('a width divisible by the heads', shape.width / shape.heads);
  if (headWidth(shape) % 8 !== 0) reject('a head width that is a multiple of 8', headWidth(shape));
  if (headWidth(shape) > 128) reject('a head width of at most 128', headWidth(shape));
  if (shape.heads % shape.keyValueHeads !== 0) {
    reject('heads divisible by key-value heads', shape.heads / shape.keyValueHeads);
  }
  if (shape.vocabulary % 4 !== 0) reject('a vocabulary that is a multiple of 4', shape.vocabulary);
}

/** The tensors of the model, each matrix `[out, in]`, in the order in which a flat vector holds them. */
export function parameterLayout(shape: ModelShape): ParameterLayout {
  checkModelShape(shape);
  const { width, feedForward, vocabulary } = shape;
  const layers = Array.from({ length: shape.layers }, (_, l) => [
    { name: `layers.${l}.attentionNorm`, shape: [width] },
    { name: `layers.${l}.qkv`, shape: [packedWidth(shape), width] },
    { name: `layers.${l}.attentionOutput`, shape: [width, width] },
    { name: `layers.${l}.mlpNorm`, shape: [width] },
    { name: `layers.${l}.mlpUp`, shape: [upWidth(shape), width] },
    { name: `layers.${l}.mlpDown`, shape: [width, feedForward] },
  ]);
  return layOut([
    { name: 'embedding', shape: [vocabulary, width] },
    ...layers.flat(),
    { name: 'finalNorm', shape: [width] },
    ...(shape.tied ? [] : [{ name: 'head', shape: [vocabulary, width] }]),
  ]);
}

/** Name of the range that holds the output matrix. */
export function headName(shape: ModelShape): string {
  return shape.tied ? 'embedding' : 'head';
}

/**
 * FLOPs of one forward pass over `tokens` tokens in sequences of `length`: 2 per multiply-add of every matrix (the
 * embedding is a lookup) plus the causal half of attention's two products. A training step is three times this.
 */
export function forwardFlops(shape: ModelShape, tokens: number, length: number): number {
  const { width, layers, vocabulary } = shape;
  const perLayer =
    packedWidth(shape) * width + width * width + (upWidth(shape) + shape.feedForward) * width;
  const attention = layers * 2 * width * length;
  return tokens * (2 * (layers * perLayer + vocabulary * width) + attention);
}
