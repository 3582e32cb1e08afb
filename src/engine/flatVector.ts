// Whole-model vectors are flat: parameters, gradients, optimizer slots, anchors and snapshots are one buffer each, with
// the same table of named ranges. Methods are then element-wise kernels or a copy.

import {
  vector_add_absolute,
  vector_add_scaled,
  vector_add_squares,
  vector_mask,
  vector_restore,
  vector_scale,
} from './kernels/vector.ts';
import {
  dotChunk,
  dotGrid,
  dot_partial,
  sum_range,
  sum_range_workgroup,
} from './kernels/reduction.ts';
import type { Device, DeviceBuffer } from './device.ts';
import type { Dynamic, Recorder } from './recorder.ts';
import { threadGrid } from './kernels/threadGrid.ts';

/** One named tensor inside a flat vector. */
export interface ParameterRange {
  readonly name: string;
  /** `[out, in]` of a matrix, `[n]` of a vector. */
  readonly shape: readonly number[];
  /** First element; a multiple of 64, so that a range can be bound or read as vec4f on any adapter. */
  readonly offset: number;
  readonly size: number;
}

export interface ParameterLayout {
  readonly ranges: readonly ParameterRange[];
  /** Elements of the vector, padding included; a multiple of 64. */
  readonly length: number;
  /** Parameters, padding not counted. */
  readonly parameters: number;
}

const ALIGNMENT = 64;

/** Places named tensors one after the other. Padding between them stays 0 and counts in nothing. */
export function layOut(
  tensors: readonly { name: string; shape: readonly number[] }[],
): ParameterLayout {
  let offset = 0;
  let parameters = 0;
  const ranges = tensors.map(({ name, shape }) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const range = { name, shape, offset, size };
    offset += Math.ceil(size / ALIGNMENT) * ALIGNMENT;
    parameters += size;
    return range;
  });
  return { ranges, length: offset, parameters };
}

/** The range called `name`; it is a bug of ours to ask for one that is not there. */
export function rangeOf(layout: ParameterLayout, name: string): ParameterRange {
  const range = layout.ranges.find((r) => r.name === name);
  if (!range) throw new Error(`internal: layout: expected a range '${name}', got none.`);
  return range;
}

/** A vector as long as the model's parameters. */
export interface FlatVector {
  readonly buffer: DeviceBuffer;
  readonly layout: ParameterLayout;
}

/** A zero vector. */
export function newVector(device: Device, label: string, layout: ParameterLayout): FlatVector {
  return { buffer: device.buffer(label, 4 * layout.length), layout };
}

type Scalar = number | Dynamic;

/** target <- target + factor * f(source), element by element, by the kernel of one such f */
function adding(kernel: typeof vector_add_scaled, flopsPerElement: number) {
  return (recorder: Recorder, source: FlatVector, target: FlatVector, factor: Scalar): void => {
    const count = target.layout.length;
    const buffers = { source: source.buffer, destination: target.buffer };
    const flops = flopsPerElement * count;
    recorder.dispatch(kernel, buffers, { count, factor }, threadGrid(count / 4), flops);
  };
}

/** target <- target + factor * source */
export const addScaled = adding(vector_add_scaled, 2);
/** target <- target + factor * |source|, element by element */
export const addAbsolute = adding(vector_add_absolute, 2);
/** target <- target + factor * source^2, element by element */
export const addSquares = adding(vector_add_squares, 3);

/** target <- factor * target */
export function scale(recorder: Recorder, target: FlatVector, factor: Scalar): void {
  const count = target.layout.length;
  recorder.dispatch(
    vector_scale,
    { destination: target.buffer },
    { count, factor },
    threadGrid(count / 4),
    count,
  );
}

/** target <- 0 where mask is 0 */
export function maskVector(recorder: Recorder, mask: FlatVector, target: FlatVector): void {
  const count = target.layout.length;
  const buffers = { mask: mask.buffer, destination: target.buffer };
  recorder.dispatch(vector_mask, buffers, { count }, threadGrid(count / 4), count);
}

/** target <- source where mask is 0, bit for bit */
export function restoreVector(
  recorder: Recorder,
  mask: FlatVector,
  source: FlatVector,
  target: FlatVector,
): void {
  const count = target.layout.length;
  const buffers = { mask: mask.buffer, source: source.buffer, destination: target.buffer };
  recorder.dispatch(vector_restore, buffers, { count }, threadGrid(count / 4), count);
}

/** target <- source */
export function copyVector(recorder: Recorder, source: FlatVector, target: FlatVector): void {
  recorder.copy(source.buffer, 0, target.buffer, 0, 4 * target.layout.length);
}

/** Where a scalar goes: one element of a buffer. */
export interface ScalarTarget {
  readonly buffer: DeviceBuffer;
  readonly offset: Scalar;
}

/** target (+)= sum of `count` values from `first` on, in a fixed order */
export function sumInto(
  recorder: Recorder,
  variant: 'thread' | 'workgroup',
  values: DeviceBuffer,
  count: number,
  target: ScalarTarget,
  accumulate: Scalar = 0,
  first = 0,
): void {
  const kernel = variant === 'thread' ? sum_range : sum_range_workgroup;
  recorder.dispatch(
    kernel,
    { values, output: target.buffer },
    { count, values_offset: first, output_offset: target.offset, accumulate },
    [1],
    count,
  );
}

/** target <- left . right; `scratch` holds `dotScratchLength` elements */
export function dot(
  recorder: Recorder,
  variant: 'thread' | 'workgroup',
  left: FlatVector,
  right: FlatVector,
  scratch: DeviceBuffer,
  target: ScalarTarget,
): void {
  const count = left.layout.length;
  const chunk = dotChunk(variant, count);
  recorder.dispatch(
    dot_partial,
    { left: left.buffer, right: right.buffer, partials: scratch },
    { count, left_offset: 0, right_offset: 0, chunk },
    dotGrid(variant, count),
    2 * count,
  );
  sumInto(recorder, variant, scratch, Math.ceil(count / chunk), target);
}

/** Elements that `dot` needs as scratch for vectors of this layout. */
export function dotScratchLength(device: Device, layout: ParameterLayout): number {
  return Math.ceil(layout.length / dotChunk(device.adapter.variant, layout.length));
}
