// Records a program: an ordered list of dispatches, copies and clears over device buffers, with no device behind it yet.

import type { DeviceBuffer } from './device.ts';
import type { BindingName, Kernel } from './kernel.ts';

/** A param whose value is given anew at each submission. */
export interface Dynamic {
  readonly dynamic: string;
}

/** Marks a param as given at submission, under this name. */
export function dynamic(name: string): Dynamic {
  return { dynamic: name };
}

export type Grid = readonly [x: number, y?: number, z?: number];

export interface DispatchCommand {
  readonly kind: 'dispatch';
  readonly kernel: Kernel;
  /** In the order of the kernel's bindings. */
  readonly buffers: readonly DeviceBuffer[];
  readonly params: Readonly<Record<string, number | Dynamic>>;
  readonly grid: Grid;
  readonly flops: number;
}

export interface CopyCommand {
  readonly kind: 'copy';
  readonly source: DeviceBuffer;
  readonly sourceOffset: number;
  readonly destination: DeviceBuffer;
  readonly destinationOffset: number;
  readonly bytes: number;
}

export interface ClearCommand {
  readonly kind: 'clear';
  readonly buffer: DeviceBuffer;
}

export type Command = DispatchCommand | CopyCommand | ClearCommand;

/** Workgroups needed for `threads` threads in groups of `size`. */
export function groups(threads: number, size = 64): number {
  return Math.max(1, Math.ceil(threads / size));
}

export class Recorder {
  readonly commands: Command[] = [];

  /**
   * One dispatch. `grid` counts workgroups; `flops` is the estimate by which work is cut into submissions.
   * A buffer that the kernel writes must not be bound a second time in the same dispatch.
   */
  dispatch<B extends string, P extends string>(
    kernel: Kernel<B, P>,
    buffers: Readonly<Record<BindingName<B>, DeviceBuffer>>,
    params: Readonly<Record<P, number | Dynamic>>,
    grid: Grid,
    flops = 0,
  ): void {
    const named: Readonly<Record<string, DeviceBuffer>> = buffers;
    this.commands.push({
      kind: 'dispatch',
      kernel,
      buffers: kernel.bindings.map((b) => named[b.name]!),
      params,
      grid,
      flops,
    });
  }

  /** Copies bytes between two different buffers. */
  copy(
    source: DeviceBuffer,
    sourceOffset: number,
    destination: DeviceBuffer,
    destinationOffset: number,
    bytes: number,
  ): void {
    this.commands.push({
      kind: 'copy',
      source,
      sourceOffset,
      destination,
      destinationOffset,
      bytes,
    });
  }

  /** Fills a buffer with zeros. It ends the compute pass, so clear at the start of a program. */
  clear(buffer: DeviceBuffer): void {
    this.commands.push({ kind: 'clear', buffer });
  }
}
