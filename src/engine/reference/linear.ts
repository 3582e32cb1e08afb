// The three matrix products of a linear layer as plain loops: the oracle for the matmul kernels and the CPU fallback.

interface RowProductParams {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly input_offset: number;
  readonly input_stride: number;
  readonly weight_offset: number;
  readonly output_offset: number;
  readonly output_stride: number;
}

/** output[r, c] = sum_k input[r, k] weight[c, k], plus addend[r, c] where add = 1. */
export function matmulNt(
  buffers: {
    readonly input: Float32Array;
    readonly weight: Float32Array;
    readonly addend: Float32Array;
    readonly output: Float32Array;
  },
  params: RowProductParams & { readonly add: number },
): void {
  const { input, weight, addend, output } = buffers;
  const { rows, inner, columns } = params;
  for (let r = 0; r < rows; r++) {
    const from = params.input_offset + r * params.input_stride;
    const to = params.output_offset + r * params.output_stride;
    for (let c = 0; c < columns; c++) {
      const row = params.weight_offset + c * inner;
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += input[from + k]! * weight[row + k]!;
      output[to + c] = params.add === 1 ? sum + addend[to + c]! : sum;
    }
  }
}

/** output[r, c] = sum_k input[r, k] weight[k, c], added to the output where accumulate = 1. */
export function matmulNn(
  buffers: {
    readonly input: Float32Array;
    readonly weight: Float32Array;
    readonly output: Float32Array;
  },
  params: RowProductParams & { readonly accumulate: number },
): void {
  const { input, weight, output } = buffers;
  const { rows, inner, columns } = params;
  const sums = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    const from = params.input_offset + r * params.input_stride;
    const to = params.output_offset + r * params.output_stride;
    sums.fill(0);
    for (let k = 0; k < inner; k++) {
      const factor = input[from + k]!;
      const row = params.weight_offset + k * columns;
      for (let c = 0; c < columns; c++) sums[c]! += factor * weight[row + c]!;
    }
    for (let c = 0; c < columns; c++) {
      output[to + c] = params.accumulate === 1 ? output[to + c]! + sums[c]! : sums[c]!;
    }
  }
}

/** output[s, o, i] = sum over the rows of split s of left[r, o] right[r, i], added to the output where accumulate = 1. */
export function matmulTn(
  buffers: {
    readonly left: Float32Array;
    readonly right: Float32Array;
    readonly output: Float32Array;
  },
  params: {
    readonly rows: number;
    readonly outputs: number;
    readonly columns: number;
    readonly left_offset: number;
    readonly left_stride: number;
    readonly right_offset: number;
    readonly right_stride: number;
    readonly output_offset: number;
    readonly accumulate: number;
    readonly splits: number;
    readonly partial_stride: number;
  },
): void {
  const { left, right, output } = buffers;
  const { rows, outputs, columns, splits } = params;
  const rowsPerSplit = Math.ceil(rows / splits);
  const sums = new Float64Array(columns);
  for (let s = 0; s < splits; s++) {
    const end = Math.min((s + 1) * rowsPerSplit, rows);
    for (let o = 0; o < outputs; o++) {
      sums.fill(0);
      for (let r = s * rowsPerSplit; r < end; r++) {
        const factor = left[params.left_offset + r * params.left_stride + o]!;
        const row = params.right_offset + r * params.right_stride;
        for (let i = 0; i < columns; i++) sums[i]! += factor * right[row + i]!;
      }
      const to = params.output_offset + s * params.partial_stride + o * columns;
      for (let i = 0; i < columns; i++) {
        output[to + i] = params.accumulate === 1 ? output[to + i]! + sums[i]! : sums[i]!;
      }
    }
  }
}
