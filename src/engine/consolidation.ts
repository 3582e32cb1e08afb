// Verbs on whole-model vectors that hold weights back: pulls towards an anchor, the path integral of Synaptic Intelligence,
// and the projection that takes out of a vector what runs against a reference.

import type { Device, DeviceBuffer } from './device.ts';
import { type FlatVector, dot } from './flatVector.ts';
import {
  anchor_pull,
  importance_pull,
  path_consolidate,
  path_integral,
} from './kernels/consolidation.ts';
import { threadGrid } from './kernels/threadGrid.ts';
import { vector_project } from './kernels/vector.ts';
import type { Dynamic, Recorder } from './recorder.ts';

export interface Pull {
  readonly parameters: FlatVector;
  readonly anchor: FlatVector;
  readonly gradients: FlatVector;
  /** Weight of each element; 1 for all where left out. */
  readonly importance?: FlatVector;
}

/** gradients <- gradients + strength * importance * (parameters - anchor) */
export function pullToAnchor(recorder: Recorder, pull: Pull, strength: number | Dynamic): void {
  const { importance } = pull;
  const count = pull.parameters.layout.length;
  const shared = {
    parameters: pull.parameters.buffer,
    anchor: pull.anchor.buffer,
    gradient: pull.gradients.buffer,
  };
  const params = { count, strength };
  const grid = threadGrid(count / 4);
  if (!importance) recorder.dispatch(anchor_pull, shared, params, grid, 3 * count);
  else {
    const buffers = { ...shared, importance: importance.buffer };
    recorder.dispatch(importance_pull, buffers, params, grid, 4 * count);
  }
}

export interface Path {
  /** Gradient of the loss alone. */
  readonly gradient: FlatVector;
  readonly parameters: FlatVector;
  /** The parameters before the step. */
  readonly before: FlatVector;
  /** The parameters at the start of the task. */
  readonly start: FlatVector;
  readonly path: FlatVector;
  readonly importance: FlatVector;
}

/** path <- path - gradient * (parameters - before) */
export function addToPath(recorder: Recorder, vectors: Path): void {
  const count = vectors.path.layout.length;
  const buffers = {
    gradient: vectors.gradient.buffer,
    parameters: vectors.parameters.buffer,
    before: vectors.before.buffer,
    path: vectors.path.buffer,
  };
  recorder.dispatch(path_integral, buffers, { count }, threadGrid(count / 4), 3 * count);
}

/** importance <- importance + max(0, path / ((parameters - start)^2 + damping)) */
export function consolidatePath(recorder: Recorder, vectors: Path, damping: number): void {
  const count = vectors.path.layout.length;
  const buffers = {
    path: vectors.path.buffer,
    parameters: vectors.parameters.buffer,
    start: vectors.start.buffer,
    importance: vectors.importance.buffer,
  };
  const params = { count, damping };
  recorder.dispatch(path_consolidate, buffers, params, threadGrid(count / 4), 6 * count);
}

export interface Projection {
  readonly device: Device;
  /** Dot product and squared norm, two elements. */
  readonly scalars: DeviceBuffer;
  readonly dotScratch: DeviceBuffer;
  readonly reference: FlatVector;
  /** What decides: the vector itself, or the part of it that the last step added. */
  readonly deciding: FlatVector;
  readonly vector: FlatVector;
  /** 1: a gradient, which must not point against the reference; -1: an update, which must not point along it. */
  readonly side: 1 | -1;
}

/** vector <- vector - (d / n) reference where side * d < 0; d = deciding . reference, n = reference . reference */
export function projectConflict(recorder: Recorder, projection: Projection): void {
  const { device, scalars, dotScratch, reference, deciding, vector, side } = projection;
  const { variant } = device.adapter;
  const count = vector.layout.length;
  const target = (offset: number) => ({ buffer: scalars, offset });
  dot(recorder, variant, deciding, reference, dotScratch, target(0));
  dot(recorder, variant, reference, reference, dotScratch, target(1));
  recorder.dispatch(
    vector_project,
    { scalars, reference: reference.buffer, vector: vector.buffer },
    { count, side },
    threadGrid(count / 4),
    2 * count,
  );
}
