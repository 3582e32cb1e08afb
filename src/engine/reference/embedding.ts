// Token embedding as plain loops: the reference of embedding_forward.wgsl and embedding_backward_weight.wgsl.

interface ForwardBuffers {
  readonly tokens: Uint32Array;
  readonly table: Float32Array;
  readonly output: Float32Array;
}

interface ForwardParams {
  readonly rows: number;
  readonly width: number;
  readonly first_token: number;
  readonly token_stride: number;
  readonly table_offset: number;
}

/** output[row] = table[tokens[first_token + row * token_stride]]. table: vocabulary x width, output: rows x width. */
export function embeddingForward(buffers: ForwardBuffers, params: ForwardParams): void {
  const { tokens, table, output } = buffers;
  const { rows, width, first_token, token_stride, table_offset } = params;
  for (let row = 0; row < rows; row++) {
    const from = table_offset + tokens[first_token + row * token_stride]! * width;
    for (let i = 0; i < width; i++) output[row * width + i] = table[from + i]!;
  }
}

interface BackwardBuffers {
  readonly token_starts: Uint32Array;
  readonly token_rows: Uint32Array;
  readonly grad_output: Float32Array;
  readonly grad_weight: Float32Array;
}

interface BackwardParams {
  readonly vocabulary: number;
  readonly width: number;
  readonly starts_offset: number;
  readonly rows_offset: number;
  readonly output_offset: number;
  readonly accumulate: number;
}

/** grad_weight[token] (+)= sum of grad_output over the token's rows, given as runs of `token_rows`. */
export function embeddingBackwardWeight(buffers: BackwardBuffers, params: BackwardParams): void {
  const { token_starts, token_rows, grad_output, grad_weight } = buffers;
  const { vocabulary, width, starts_offset, rows_offset, output_offset, accumulate } = params;
  for (let token = 0; token < vocabulary; token++) {
    const first = token_starts[starts_offset + token]!;
    const end = token_starts[starts_offset + token + 1]!;
    for (let i = 0; i < width; i++) {
      let sum = 0;
      for (let k = first; k < end; k++) {
        sum += grad_output[token_rows[rows_offset + k]! * width + i]!;
      }
      const at = output_offset + token * width + i;
      grad_weight[at] = accumulate === 1 ? grad_weight[at]! + sum : sum;
    }
  }
}
