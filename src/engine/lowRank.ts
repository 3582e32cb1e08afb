// Low-rank factors of some matrices of a model (LoRA, Hu et al. 2022): W = W_base + scale B A. The factors are a flat vector
// of their own, which the optimizer trains; the merged weights stand where every pass looks for them.

import type { DeviceBuffer } from './device.ts';
import {
  type FlatVector,
  type ParameterLayout,
  type ParameterRange,
  layOut,
  rangeOf,
} from './flatVector.ts';
import {
  lora_backward_in,
  lora_backward_out,
  lora_merge,
  lora_overlap,
  lora_separate,
} from './kernels/lora.ts';
import { threadGrid } from './kernels/threadGrid.ts';
import { type Recorder, dynamic } from './recorder.ts';

/** Names of a matrix's factors: A, `[rank, in]`, and B, `[out, rank]`. */
export const factorNames = (matrix: string) => ({ a: `${matrix}.A`, b: `${matrix}.B` });

/** Layout of the factors of these matrices, each `[out, in]`. */
export function factorLayout(matrices: readonly ParameterRange[], rank: number): ParameterLayout {
  return layOut(
    matrices.flatMap(({ name, shape }) => [
      { name: factorNames(name).a, shape: [rank, shape[1]!] },
      { name: factorNames(name).b, shape: [shape[0]!, rank] },
    ]),
  );
}

export interface LowRank {
  readonly matrices: readonly ParameterRange[];
  readonly rank: number;
  readonly scale: number;
  readonly factors: FlatVector;
  readonly factorGradients: FlatVector;
}

function paramsOf({ rank, scale, factors }: LowRank, matrix: ParameterRange) {
  const { a, b } = factorNames(matrix.name);
  return {
    rows: matrix.shape[0]!,
    columns: matrix.shape[1]!,
    rank,
    weight_offset: matrix.offset,
    in_offset: rangeOf(factors.layout, a).offset,
    out_offset: rangeOf(factors.layout, b).offset,
    scale,
  };
}

/** parameters <- base + scale B A, on the matrices that have factors */
export function mergeFactors(
  recorder: Recorder,
  lowRank: LowRank,
  base: FlatVector,
  parameters: FlatVector,
): void {
  const buffers = {
    base: base.buffer,
    factors: lowRank.factors.buffer,
    parameters: parameters.buffer,
  };
  for (const matrix of lowRank.matrices) {
    const flops = 2 * matrix.size * lowRank.rank;
    const grid = threadGrid(matrix.size / 4);
    recorder.dispatch(lora_merge, buffers, paramsOf(lowRank, matrix), grid, flops);
  }
}

/** factorGradients <- the gradient of the factors, from the gradient of the merged weights */
export function factorGradient(recorder: Recorder, lowRank: LowRank, gradient: FlatVector): void {
  const { rank, factors, factorGradients } = lowRank;
  const buffers = {
    gradient: gradient.buffer,
    factors: factors.buffer,
    factor_gradients: factorGradients.buffer,
  };
  for (const matrix of lowRank.matrices) {
    const [rows, columns] = matrix.shape as [number, number];
    const params = paramsOf(lowRank, matrix);
    const flops = 2 * matrix.size * rank;
    recorder.dispatch(lora_backward_in, buffers, params, threadGrid((rank * columns) / 4), flops);
    recorder.dispatch(lora_backward_out, buffers, params, threadGrid(rows * rank), flops);
  }
}

/** Factors of earlier phases, one whole factor vector after the other. */
export interface EarlierFactors {
  readonly buffer: DeviceBuffer;
  readonly most: number;
  /** Scratch of most x rank x rank elements. */
  readonly overlap: DeviceBuffer;
}

/**
 * Adds to A's gradient that of strength * sum |A_earlier A^T| (O-LoRA). Dynamic param: earlier_count, of the phases whose
 * factors are held.
 */
export function addOrthogonality(
  recorder: Recorder,
  lowRank: LowRank,
  { buffer, most, overlap }: EarlierFactors,
  strength: number,
): void {
  const { rank, factors, factorGradients } = lowRank;
  for (const matrix of lowRank.matrices) {
    const columns = matrix.shape[1]!;
    const params = {
      columns,
      rank,
      in_offset: rangeOf(factors.layout, factorNames(matrix.name).a).offset,
      earlier_count: dynamic('earlier_count'),
      earlier_stride: factors.layout.length,
    };
    const flops = 2 * most * rank * rank * columns;
    recorder.dispatch(
      lora_overlap,
      { earlier: buffer, factors: factors.buffer, overlap },
      params,
      threadGrid(most * rank * rank),
      flops,
    );
    recorder.dispatch(
      lora_separate,
      { overlap, earlier: buffer, factor_gradients: factorGradients.buffer },
      { ...params, strength },
      threadGrid((rank * columns) / 4),
      flops,
    );
  }
}
