// Projections onto the rows of a basis as plain loops: the reference of basis_*.wgsl.

/** partials[r, c] = sum over chunk c of basis[r] * vector. */
export function basisProducts(
  buffers: {
    readonly basis: Float32Array;
    readonly vector: Float32Array;
    readonly partials: Float32Array;
  },
  params: {
    readonly count: number;
    readonly rows: number;
    readonly chunks: number;
    readonly chunk: number;
  },
): void {
  const { basis, vector, partials } = buffers;
  const { count, rows, chunks, chunk } = params;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < chunks; c++) {
      let sum = 0;
      for (let i = c * chunk; i < Math.min((c + 1) * chunk, count); i++) {
        sum += basis[r * count + i]! * vector[i]!;
      }
      partials[r * chunks + c] = sum;
    }
  }
}

/** coefficients[r] = sum over c of partials[r, c]. */
export function basisCoefficients(
  {
    partials,
    coefficients,
  }: { readonly partials: Float32Array; readonly coefficients: Float32Array },
  { rows, chunks }: { readonly rows: number; readonly chunks: number },
): void {
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let c = 0; c < chunks; c++) sum += partials[r * chunks + c]!;
    coefficients[r] = sum;
  }
}

/** vector -= sum over r of coefficients[r] basis[r]. */
export function basisSubtract(
  buffers: {
    readonly basis: Float32Array;
    readonly coefficients: Float32Array;
    readonly vector: Float32Array;
  },
  { count, rows }: { readonly count: number; readonly rows: number },
): void {
  const { basis, coefficients, vector } = buffers;
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += coefficients[r]! * basis[r * count + i]!;
    vector[i]! -= sum;
  }
}
