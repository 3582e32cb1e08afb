// What every op needs to record itself.

import type { DeviceBuffer } from '../device.ts';
import type { Recorder } from '../recorder.ts';

export interface OpContext {
  readonly recorder: Recorder;
  /** Which variant of the matrix and row kernels this adapter runs best. */
  readonly variant: 'thread' | 'workgroup';
  /** Bound where a kernel has an optional input that is not used. */
  readonly unused: DeviceBuffer;
}

/** A matrix of activations: `rows x width` inside a buffer, rows `stride` elements apart. */
export interface Matrix {
  readonly buffer: DeviceBuffer;
  readonly rows: number;
  readonly width: number;
}

/** A tensor inside a flat vector. */
export interface Weight {
  readonly buffer: DeviceBuffer;
  readonly offset: number;
}

/** Where a weight's gradient goes: `splits` partial sums, `partialStride` elements apart, or one sum added in place. */
export interface WeightGradient extends Weight {
  readonly splits: number;
  readonly partialStride: number;
}
