// RMSNorm (Zhang and Sennrich 2019) and its gradients as plain loops: the oracle for the kernels and the CPU fallback.

/** output = input * inverse_rms * weight; inverse_rms[r] = 1 / sqrt(mean(input[r]^2) + epsilon). */
export function rmsnormForward(
  buffers: {
    readonly input: Float32Array;
    readonly weight: Float32Array;
    readonly output: Float32Array;
    readonly inverse_rms: Float32Array;
  },
  params: {
    readonly rows: number;
    readonly width: number;
    readonly weight_offset: number;
    readonly epsilon: number;
  },
): void {
  const { input, weight, output, inverse_rms } = buffers;
  const { rows, width, weight_offset, epsilon } = params;
  for (let r = 0; r < rows; r++) {
    let squares = 0;
    for (let i = 0; i < width; i++) squares += input[r * width + i]! ** 2;
    const scale = 1 / Math.sqrt(squares / width + epsilon);
    inverse_rms[r] = scale;
    for (let i = 0; i < width; i++) {
      output[r * width + i] = input[r * width + i]! * scale * weight[weight_offset + i]!;
    }
  }
}

/** grad_input = s (w g - x s^2 mean(w g x)) with s = inverse_rms, plus residual where add = 1. */
export function rmsnormBackwardInput(
  buffers: {
    readonly grad_output: Float32Array;
    readonly input: Float32Array;
    readonly weight: Float32Array;
    readonly inverse_rms: Float32Array;
    readonly residual: Float32Array;
    readonly grad_input: Float32Array;
  },
  params: {
    readonly rows: number;
    readonly width: number;
    readonly weight_offset: number;
    readonly add: number;
  },
): void {
  const { grad_output, input, weight, inverse_rms, residual, grad_input } = buffers;
  const { rows, width, weight_offset, add } = params;
  for (let r = 0; r < rows; r++) {
    const scale = inverse_rms[r]!;
    let products = 0;
    for (let i = 0; i < width; i++) {
      products += weight[weight_offset + i]! * grad_output[r * width + i]! * input[r * width + i]!;
    }
    const pull = (products / width) * scale ** 2;
    for (let i = 0; i < width; i++) {
      const at = r * width + i;
      const direct = weight[weight_offset + i]! * grad_output[at]!;
      const gradient = scale * (direct - input[at]! * pull);
      grad_input[at] = add === 1 ? residual[at]! + gradient : gradient;
    }
  }
}

/** grad_weight[s, i] = sum over the rows of split s of grad_output * input * inverse_rms, added where accumulate = 1. */
export function rmsnormBackwardWeight(
  buffers: {
    readonly grad_output: Float32Array;
    readonly input: Float32Array;
    readonly inverse_rms: Float32Array;
    readonly grad_weight: Float32Array;
  },
  params: {
    readonly rows: number;
    readonly width: number;
    readonly output_offset: number;
    readonly accumulate: number;
    readonly splits: number;
    readonly partial_stride: number;
  },
): void {
  const { grad_output, input, inverse_rms, grad_weight } = buffers;
  const { rows, width, splits } = params;
  const rowsPerSplit = Math.ceil(rows / splits);
  for (let s = 0; s < splits; s++) {
    const end = Math.min((s + 1) * rowsPerSplit, rows);
    for (let i = 0; i < width; i++) {
      let sum = 0;
      for (let r = s * rowsPerSplit; r < end; r++) {
        sum += grad_output[r * width + i]! * input[r * width + i]! * inverse_rms[r]!;
      }
      const at = params.output_offset + s * params.partial_stride + i;
      grad_weight[at] = params.accumulate === 1 ? grad_weight[at]! + sum : sum;
    }
  }
}
