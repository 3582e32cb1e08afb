// What the engine asks of a device. Two implementations: WebGPU (webgpuDevice.ts) and plain loops (cpuDevice.ts).
// A program recorded once runs on either; nothing above this file knows which one it has.

import type { ErrorReport } from '../core/errors.ts';
import type { AdapterReport } from '../core/runRecord.ts';
import type { Command } from './recorder.ts';

/** A buffer of the device. Its content is reached through `Device.write` and `Device.read` only. */
export interface DeviceBuffer {
  readonly label: string;
  readonly bytes: number;
  destroy(): void;
}

/** Recorded work, ready to be submitted any number of times. */
export interface Program {
  readonly label: string;
  readonly commands: readonly Command[];
  /** Floating point operations of one submission, as estimated by the recorder. */
  readonly flops: number;
  dispose(): void;
}

/** One use of a program, with this use's value of each of its dynamic params. */
export interface Invocation {
  readonly program: Program;
  readonly values?: Readonly<Record<string, number>>;
}

export interface ReadRequest {
  readonly buffer: DeviceBuffer;
  readonly byteOffset?: number;
  readonly bytes?: number;
}

/** Counts of what the device was asked to do, for tests and the cost panel. */
export interface DeviceCounters {
  submissions: number;
  dispatches: number;
  readbacks: number;
  buffers: number;
  bindGroups: number;
  /** Bytes of all buffers alive. */
  bytes: number;
}

export interface Device {
  readonly adapter: AdapterReport;
  readonly counters: DeviceCounters;
  /** A zeroed buffer of `bytes` bytes, a multiple of 4. */
  buffer(label: string, bytes: number): DeviceBuffer;
  /** Overwrites bytes in the order of the calls around it: after all work submitted before, before all submitted later. */
  write(buffer: DeviceBuffer, data: Float32Array | Uint32Array, byteOffset?: number): void;
  program(label: string, commands: readonly Command[]): Program;
  /**
   * Runs the invocations in order, cut into submissions of about 50 ms. Resolves when the last one has been handed over
   * and at most two are unfinished; to true, or to false when `stop` answered true in between, which leaves the rest undone.
   */
  submit(invocations: readonly Invocation[], stop?: () => boolean): Promise<boolean>;
  /** Copies out ranges after everything submitted before; one wait for all of them. */
  read(requests: readonly ReadRequest[]): Promise<ArrayBuffer[]>;
  /** Resolves when the device is idle. */
  idle(): Promise<void>;
  /** Called once for the first error that no caller could be given: a lost device or an uncaptured error. */
  onError(listener: (error: ErrorReport) => void): void;
  dispose(): void;
}
