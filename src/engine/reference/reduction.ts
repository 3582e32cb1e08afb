// Sums and dot products over whole vectors as plain loops: the oracle for the kernels and the CPU fallback.

/** output[output_offset] = sum of a range of values, added to what is there where accumulate = 1. */
export function sumRange(
  { values, output }: { readonly values: Float32Array; readonly output: Float32Array },
  params: {
    readonly count: number;
    readonly values_offset: number;
    readonly output_offset: number;
    readonly accumulate: number;
  },
): void {
  const { count, values_offset, output_offset, accumulate } = params;
  let sum = accumulate === 1 ? output[output_offset]! : 0;
  for (let i = 0; i < count; i++) sum += values[values_offset + i]!;
  output[output_offset] = sum;
}

/** partials[c] = sum over chunk c of left * right. */
export function dotPartial(
  buffers: {
    readonly left: Float32Array;
    readonly right: Float32Array;
    readonly partials: Float32Array;
  },
  params: {
    readonly count: number;
    readonly left_offset: number;
    readonly right_offset: number;
    readonly chunk: number;
  },
): void {
  const { left, right, partials } = buffers;
  const { count, left_offset, right_offset, chunk } = params;
  for (let c = 0; c * chunk < count; c++) {
    let sum = 0;
    for (let i = c * chunk; i < Math.min((c + 1) * chunk, count); i++) {
      sum += left[left_offset + i]! * right[right_offset + i]!;
    }
    partials[c] = sum;
  }
}

/** output[i] += sum over splits of partials[s, i]. */
export function sumPartials(
  { partials, output }: { readonly partials: Float32Array; readonly output: Float32Array },
  params: {
    readonly count: number;
    readonly splits: number;
    readonly partial_stride: number;
    readonly output_offset: number;
  },
): void {
  const { count, splits, partial_stride, output_offset } = params;
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let s = 0; s < splits; s++) sum += partials[s * partial_stride + i]!;
    output[output_offset + i]! += sum;
  }
}
