// Whole-vector verbs as plain loops: the reference of vector_*.wgsl.

interface PairBuffers {
  readonly source: Float32Array;
  readonly destination: Float32Array;
}

interface VectorParams {
  readonly count: number;
  readonly factor: number;
}

/** destination += factor * source on `count` values. */
export function vectorAddScaled(buffers: PairBuffers, params: VectorParams): void {
  const { source, destination } = buffers;
  for (let i = 0; i < params.count; i++) destination[i]! += params.factor * source[i]!;
}

/** destination += factor * source^2 on `count` values. */
export function vectorAddSquares(buffers: PairBuffers, params: VectorParams): void {
  const { source, destination } = buffers;
  for (let i = 0; i < params.count; i++) destination[i]! += params.factor * source[i]! * source[i]!;
}

/** destination *= factor on `count` values. */
export function vectorScale(
  buffers: { readonly destination: Float32Array },
  params: VectorParams,
): void {
  const { destination } = buffers;
  for (let i = 0; i < params.count; i++) destination[i]! *= params.factor;
}
