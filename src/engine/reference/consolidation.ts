// Penalties towards an anchor and Synaptic Intelligence's path integral as plain loops: the reference of the kernels in
// kernels/consolidation.ts. All vectors are `count` values long.

interface AnchorBuffers {
  readonly parameters: Float32Array;
  readonly anchor: Float32Array;
  readonly gradient: Float32Array;
}

interface PullParams {
  readonly count: number;
  readonly strength: number;
}

/** gradient += strength (parameters - anchor) */
export function anchorPull(buffers: AnchorBuffers, { count, strength }: PullParams): void {
  const { parameters, anchor, gradient } = buffers;
  for (let i = 0; i < count; i++) gradient[i]! += strength * (parameters[i]! - anchor[i]!);
}

/** gradient += strength importance (parameters - anchor) */
export function importancePull(
  buffers: AnchorBuffers & { readonly importance: Float32Array },
  { count, strength }: PullParams,
): void {
  const { parameters, anchor, importance, gradient } = buffers;
  for (let i = 0; i < count; i++) {
    gradient[i]! += strength * importance[i]! * (parameters[i]! - anchor[i]!);
  }
}

/** path -= gradient (parameters - before) */
export function pathIntegral(
  buffers: {
    readonly gradient: Float32Array;
    readonly parameters: Float32Array;
    readonly before: Float32Array;
    readonly path: Float32Array;
  },
  params: { readonly count: number },
): void {
  const { gradient, parameters, before, path } = buffers;
  for (let i = 0; i < params.count; i++) path[i]! -= gradient[i]! * (parameters[i]! - before[i]!);
}

/** importance += max(0, path / ((parameters - start)^2 + damping)) */
export function pathConsolidate(
  buffers: {
    readonly path: Float32Array;
    readonly parameters: Float32Array;
    readonly start: Float32Array;
    readonly importance: Float32Array;
  },
  { count, damping }: { readonly count: number; readonly damping: number },
): void {
  const { path, parameters, start, importance } = buffers;
  for (let i = 0; i < count; i++) {
    const moved = parameters[i]! - start[i]!;
    importance[i]! += Math.max(0, path[i]! / (moved * moved + damping));
  }
}
