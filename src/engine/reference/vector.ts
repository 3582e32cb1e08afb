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

/** destination += factor * |source| on `count` values. */
export function vectorAddAbsolute(buffers: PairBuffers, params: VectorParams): void {
  const { source, destination } = buffers;
  for (let i = 0; i < params.count; i++) destination[i]! += params.factor * Math.abs(source[i]!);
}

/** destination *= factor on `count` values. */
export function vectorScale(
  buffers: { readonly destination: Float32Array },
  params: VectorParams,
): void {
  const { destination } = buffers;
  for (let i = 0; i < params.count; i++) destination[i]! *= params.factor;
}

/** vector -= (d / n) reference where side d < 0, with d = scalars[0] and n = scalars[1] > 0. */
export function vectorProject(
  buffers: {
    readonly scalars: Float32Array;
    readonly reference: Float32Array;
    readonly vector: Float32Array;
  },
  { count, side }: { readonly count: number; readonly side: number },
): void {
  const { scalars, reference, vector } = buffers;
  const [product, normSquared] = [scalars[0]!, scalars[1]!];
  if (!(side * product < 0 && normSquared > 0)) return;
  for (let i = 0; i < count; i++) vector[i]! -= (product / normSquared) * reference[i]!;
}

/** destination = 0 where mask is 0, on `count` values. */
export function vectorMask(
  buffers: { readonly mask: Float32Array; readonly destination: Float32Array },
  { count }: { readonly count: number },
): void {
  const { mask, destination } = buffers;
  for (let i = 0; i < count; i++) if (mask[i] === 0) destination[i] = 0;
}

/** destination = source where mask is 0, on `count` values. */
export function vectorRestore(
  buffers: PairBuffers & { readonly mask: Float32Array },
  { count }: { readonly count: number },
): void {
  const { mask, source, destination } = buffers;
  for (let i = 0; i < count; i++) if (mask[i] === 0) destination[i] = source[i]!;
}

/** destination -= mask * source on `count` values. */
export function vectorSubtractMasked(
  buffers: PairBuffers & { readonly mask: Float32Array },
  params: { readonly count: number },
): void {
  const { mask, source, destination } = buffers;
  for (let i = 0; i < params.count; i++) destination[i]! -= mask[i]! * source[i]!;
}
