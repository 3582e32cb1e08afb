// Holds the outputs of every layer on a space of inputs: W's change loses what acts on the space, W's change times the
// projection P onto it, and everything that is no matrix product (norms' gains, rows of the embedding) can be held whole.

import type { ModelShape } from '../core/experiment.ts';
import type { DeviceBuffer } from './device.ts';
import { type FlatVector, type ParameterLayout, rangeOf } from './flatVector.ts';
import { matmulNnGrid, matmul_nn, matmul_nn_workgroup } from './kernels/linear.ts';
import { threadGrid } from './kernels/threadGrid.ts';
import { vector_subtract_masked } from './kernels/vector.ts';
import { headName, parameterLayout } from './model/shape.ts';
import type { Workspace } from './model/workspace.ts';
import { rowRanges } from './ops/linear.ts';
import type { Recorder } from './recorder.ts';

/** A weight matrix `[outputs, inputs]` whose inputs are activations. */
export interface WeightMatrix {
  readonly name: string;
  /** First element in a flat vector. */
  readonly offset: number;
  readonly outputs: number;
  readonly inputs: number;
  /** First element of its projection, `inputs x inputs`, where all are laid out one after the other. */
  readonly projectionOffset: number;
}

/** Every matrix that is multiplied with activations, in the order of `layerInputs`. */
export function weightMatrices(shape: ModelShape, layout: ParameterLayout): WeightMatrix[] {
  const perLayer = ['qkv', 'attentionOutput', 'mlpUp', 'mlpDown'];
  const names = Array.from({ length: shape.layers }, (_, l) =>
    perLayer.map((name) => `layers.${l}.${name}`),
  ).flat();
  let projectionOffset = 0;
  return [...names, headName(shape)].map((name) => {
    const { offset, shape: dimensions } = rangeOf(layout, name);
    const [outputs, inputs] = dimensions as [number, number];
    const matrix = { name, offset, outputs, inputs, projectionOffset };
    // Widths are multiples of 4, so every projection starts at a whole vec4.
    projectionOffset += inputs * inputs;
    return matrix;
  });
}

/** Elements of all projections together. */
export function projectionElements(matrices: readonly WeightMatrix[]): number {
  return matrices.reduce((sum, { inputs }) => sum + inputs * inputs, 0);
}

/** The projections of a model of this shape, in vectors as long as the model. */
export function projectionVectors(shape: ModelShape): number {
  const layout = parameterLayout(shape);
  return projectionElements(weightMatrices(shape, layout)) / layout.parameters;
}

/** After a forward pass: where each matrix's inputs are, rows x inputs. */
export function layerInputs({ layers, outputNormed }: Workspace): DeviceBuffer[] {
  const perLayer = layers.flatMap((a) => [a.attentionNormed, a.attended, a.mlpNormed, a.hidden]);
  return [...perLayer, outputNormed];
}

export interface InputProjection {
  readonly variant: 'thread' | 'workgroup';
  readonly matrices: readonly WeightMatrix[];
  /** -P of every matrix. */
  readonly negatives: DeviceBuffer;
  /** 1 where a parameter is held whole. */
  readonly mask: FlatVector;
  /** A copy of the gradient, or the step that the weights just took. */
  readonly change: FlatVector;
  /** What the part of the change that acts on the spaces is taken out of. */
  readonly target: FlatVector;
}

/** target <- target - change P for every matrix, and - change where the mask is 1 */
export function projectInputs(recorder: Recorder, projection: InputProjection): void {
  const { variant, matrices, negatives, mask, change, target } = projection;
  const kernel = variant === 'thread' ? matmul_nn : matmul_nn_workgroup;
  const buffers = { input: change.buffer, weight: negatives, output: target.buffer };
  for (const { offset, outputs, inputs, projectionOffset } of matrices) {
    const flopsPerRow = 2 * inputs * inputs;
    for (const { first, count } of rowRanges(outputs, flopsPerRow)) {
      const at = offset + first * inputs;
      const params = {
        rows: count,
        inner: inputs,
        columns: inputs,
        input_offset: at,
        input_stride: inputs,
        weight_offset: projectionOffset,
        output_offset: at,
        output_stride: inputs,
        accumulate: 1,
      };
      recorder.dispatch(
        kernel,
        buffers,
        params,
        matmulNnGrid(variant, count, inputs),
        count * flopsPerRow,
      );
    }
  }
  const count = target.layout.length;
  recorder.dispatch(
    vector_subtract_masked,
    { mask: mask.buffer, source: change.buffer, destination: target.buffer },
    { count },
    threadGrid(count / 4),
    2 * count,
  );
}
