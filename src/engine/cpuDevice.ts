// The CPU device: runs the same recorded programs with the kernels' references. It is the oracle in tests and the
// fallback where there is no WebGPU; it gives the event loop a turn often, so that Stop and the page stay responsive.

import { AppError, type ErrorReport } from '../core/errors.ts';
import type { AdapterReport } from '../core/runRecord.ts';
import type {
  Device,
  DeviceBuffer,
  DeviceCounters,
  Invocation,
  Program,
  ReadRequest,
} from './device.ts';
import type { Command, DispatchCommand } from './recorder.ts';
import { turn } from './turns.ts';

/** Milliseconds of work between two turns of the event loop. */
const TURN_MS = 30;

class CpuBuffer implements DeviceBuffer {
  readonly label: string;
  readonly bytes: number;
  readonly f32: Float32Array;
  readonly u32: Uint32Array;
  private readonly counters: DeviceCounters;

  constructor(label: string, bytes: number, counters: DeviceCounters) {
    const memory = new ArrayBuffer(Math.max(16, bytes));
    this.label = label;
    this.bytes = bytes;
    this.f32 = new Float32Array(memory);
    this.u32 = new Uint32Array(memory);
    this.counters = counters;
    counters.buffers++;
    counters.bytes += bytes;
  }

  destroy(): void {
    this.counters.buffers--;
    this.counters.bytes -= this.bytes;
  }
}

const memory = (buffer: DeviceBuffer): CpuBuffer => buffer as CpuBuffer;

function resolveParams(
  command: DispatchCommand,
  label: string,
  values: Readonly<Record<string, number>>,
): Record<string, number> {
  const resolved: Record<string, number> = {};
  for (const { name } of command.kernel.params) {
    const param = command.params[name]!;
    const value = typeof param === 'number' ? param : values[param.dynamic];
    if (value === undefined) {
      throw new AppError(
        'internal',
        `program '${label}': expected a value for '${name}', got none.`,
      );
    }
    resolved[name] = value;
  }
  return resolved;
}

export class CpuDevice implements Device {
  readonly adapter: AdapterReport;
  readonly counters: DeviceCounters = {
    submissions: 0,
    dispatches: 0,
    readbacks: 0,
    buffers: 0,
    bindGroups: 0,
    bytes: 0,
  };
  private lastTurn = performance.now();

  /** `reason` says why there is no WebGPU, when that is why this device is used. */
  constructor(reason?: ErrorReport) {
    const report = { kind: 'cpu', name: 'CPU', software: true, variant: 'thread' } as const;
    this.adapter = reason ? { ...report, reason } : report;
  }

  onError(): void {
    // Nothing on this device fails outside of a call.
  }

  buffer(label: string, bytes: number): DeviceBuffer {
    return new CpuBuffer(label, bytes, this.counters);
  }

  write(buffer: DeviceBuffer, data: Float32Array | Uint32Array, byteOffset = 0): void {
    const target = data instanceof Float32Array ? memory(buffer).f32 : memory(buffer).u32;
    target.set(data, byteOffset / 4);
  }

  program(label: string, commands: readonly Command[]): Program {
    const flops = commands.reduce((sum, c) => sum + (c.kind === 'dispatch' ? c.flops : 0), 0);
    return { label, commands, flops, dispose: () => undefined };
  }

  async submit(invocations: readonly Invocation[], stop?: () => boolean): Promise<boolean> {
    this.counters.submissions++;
    for (const { program, values } of invocations) {
      for (const command of program.commands) {
        this.run(command, program.label, values ?? {});
        if (performance.now() - this.lastTurn < TURN_MS) continue;
        await turn();
        this.lastTurn = performance.now();
        if (stop?.()) return false;
      }
    }
    return true;
  }

  private run(command: Command, label: string, values: Readonly<Record<string, number>>): void {
    if (command.kind === 'clear') {
      memory(command.buffer).f32.fill(0);
    } else if (command.kind === 'copy') {
      const from = command.sourceOffset / 4;
      const part = memory(command.source).u32.subarray(from, from + command.bytes / 4);
      memory(command.destination).u32.set(part, command.destinationOffset / 4);
    } else {
      this.counters.dispatches++;
      const buffers: Record<string, Float32Array | Uint32Array> = {};
      command.kernel.bindings.forEach((b, i) => {
        const bound = memory(command.buffers[i]!);
        buffers[b.name] = b.type === 'f32' ? bound.f32 : bound.u32;
      });
      command.kernel.reference(buffers, resolveParams(command, label, values));
    }
  }

  async read(requests: readonly ReadRequest[]): Promise<ArrayBuffer[]> {
    this.counters.readbacks++;
    return requests.map((r) => {
      const from = (r.byteOffset ?? 0) / 4;
      const count = (r.bytes ?? r.buffer.bytes - (r.byteOffset ?? 0)) / 4;
      return memory(r.buffer).u32.slice(from, from + count).buffer;
    });
  }

  async idle(): Promise<void> {
    // Work is done when `submit` resolves.
  }

  dispose(): void {
    // Memory goes with the last reference.
  }
}
