// Low-rank factors (LoRA, Hu et al. 2022; O-LoRA, Wang et al. 2023) as plain loops: the reference of lora_*.wgsl.

interface FactorParams {
  readonly rows: number;
  readonly columns: number;
  readonly rank: number;
  readonly weight_offset: number;
  readonly in_offset: number;
  readonly out_offset: number;
  readonly scale: number;
}

/** parameters[o, i] = base[o, i] + scale sum_k B[o, k] A[k, i]; A is rank x columns, B is rows x rank. */
export function loraMerge(
  buffers: {
    readonly base: Float32Array;
    readonly factors: Float32Array;
    readonly parameters: Float32Array;
  },
  params: FactorParams,
): void {
  const { base, factors, parameters } = buffers;
  const { rows, columns, rank } = params;
  for (let o = 0; o < rows; o++) {
    for (let i = 0; i < columns; i++) {
      let sum = 0;
      for (let k = 0; k < rank; k++) {
        const b = factors[params.out_offset + o * rank + k]!;
        sum += b * factors[params.in_offset + k * columns + i]!;
      }
      const at = params.weight_offset + o * columns + i;
      parameters[at] = base[at]! + params.scale * sum;
    }
  }
}

interface FactorGradientBuffers {
  readonly gradient: Float32Array;
  readonly factors: Float32Array;
  readonly factor_gradients: Float32Array;
}

/** grad A = scale B^T G. */
export function loraBackwardIn(buffers: FactorGradientBuffers, params: FactorParams): void {
  const { gradient, factors, factor_gradients } = buffers;
  const { rows, columns, rank } = params;
  for (let k = 0; k < rank; k++) {
    for (let i = 0; i < columns; i++) {
      let sum = 0;
      for (let o = 0; o < rows; o++) {
        const b = factors[params.out_offset + o * rank + k]!;
        sum += b * gradient[params.weight_offset + o * columns + i]!;
      }
      factor_gradients[params.in_offset + k * columns + i] = params.scale * sum;
    }
  }
}

/** grad B = scale G A^T. */
export function loraBackwardOut(buffers: FactorGradientBuffers, params: FactorParams): void {
  const { gradient, factors, factor_gradients } = buffers;
  const { rows, columns, rank } = params;
  for (let o = 0; o < rows; o++) {
    for (let k = 0; k < rank; k++) {
      let sum = 0;
      for (let i = 0; i < columns; i++) {
        const g = gradient[params.weight_offset + o * columns + i]!;
        sum += g * factors[params.in_offset + k * columns + i]!;
      }
      factor_gradients[params.out_offset + o * rank + k] = params.scale * sum;
    }
  }
}

interface EarlierParams {
  readonly columns: number;
  readonly rank: number;
  readonly in_offset: number;
  readonly earlier_count: number;
  readonly earlier_stride: number;
}

/** overlap[p, j, k] = E_p[j] . A[k], rows of the A of phase p and of the present one. */
export function loraOverlap(
  buffers: {
    readonly earlier: Float32Array;
    readonly factors: Float32Array;
    readonly overlap: Float32Array;
  },
  params: EarlierParams,
): void {
  const { earlier, factors, overlap } = buffers;
  const { columns, rank, in_offset } = params;
  for (let p = 0; p < params.earlier_count; p++) {
    for (let j = 0; j < rank; j++) {
      for (let k = 0; k < rank; k++) {
        const e = p * params.earlier_stride + in_offset + j * columns;
        let sum = 0;
        for (let i = 0; i < columns; i++)
          sum += earlier[e + i]! * factors[in_offset + k * columns + i]!;
        overlap[(p * rank + j) * rank + k] = sum;
      }
    }
  }
}

/** grad A[k] += strength sum_{p, j} sign(overlap[p, j, k]) E_p[j]. */
export function loraSeparate(
  buffers: {
    readonly overlap: Float32Array;
    readonly earlier: Float32Array;
    readonly factor_gradients: Float32Array;
  },
  params: EarlierParams & { readonly strength: number },
): void {
  const { overlap, earlier, factor_gradients } = buffers;
  const { columns, rank, in_offset } = params;
  for (let k = 0; k < rank; k++) {
    for (let i = 0; i < columns; i++) {
      let sum = 0;
      for (let p = 0; p < params.earlier_count; p++) {
        for (let j = 0; j < rank; j++) {
          const sign = Math.sign(overlap[(p * rank + j) * rank + k]!);
          sum += sign * earlier[p * params.earlier_stride + in_offset + j * columns + i]!;
        }
      }
      factor_gradients[in_offset + k * columns + i]! += params.strength * sum;
    }
  }
}
