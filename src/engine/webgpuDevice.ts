// The WebGPU device: turns recorded programs into compute passes, a few submissions at a time.

import { AppError, type ErrorReport, reportError } from '../core/errors.ts';
import type { AdapterReport } from '../core/runRecord.ts';
import type {
  Device,
  DeviceBuffer,
  DeviceCounters,
  Invocation,
  Program,
  ReadRequest,
} from './device.ts';
import { Pipelines } from './pipelines.ts';
import { type ParamSlots, layOutParams, writeDynamic } from './paramSlots.ts';
import type { Command, DispatchCommand } from './recorder.ts';
import { SubmissionPacer } from './submissionPacer.ts';

class WebgpuBuffer implements DeviceBuffer {
  readonly label: string;
  readonly bytes: number;
  readonly handle: GPUBuffer;
  private readonly counters: DeviceCounters;

  constructor(label: string, bytes: number, handle: GPUBuffer, counters: DeviceCounters) {
    this.label = label;
    this.bytes = bytes;
    this.handle = handle;
    this.counters = counters;
    counters.buffers++;
    counters.bytes += bytes;
  }

  destroy(): void {
    this.handle.destroy();
    this.counters.buffers--;
    this.counters.bytes -= this.bytes;
  }
}

interface WebgpuProgram extends Program {
  readonly slots: ParamSlots;
  readonly paramsBuffer: GPUBuffer;
  readonly paramsGroup: GPUBindGroup;
  /** One per dispatch, in order. */
  readonly groups: readonly GPUBindGroup[];
}

const handle = (buffer: DeviceBuffer): GPUBuffer => (buffer as WebgpuBuffer).handle;

export class WebgpuDevice implements Device {
  readonly adapter: AdapterReport;
  readonly counters: DeviceCounters = {
    submissions: 0,
    dispatches: 0,
    readbacks: 0,
    buffers: 0,
    bindGroups: 0,
    bytes: 0,
  };
  private readonly device: GPUDevice;
  private readonly pipelines: Pipelines;
  private readonly pacer: SubmissionPacer;
  private readonly staging = new Map<number, GPUBuffer>();
  private readonly bindGroups = new Map<string, GPUBindGroup>();
  private readonly bufferIds = new WeakMap<DeviceBuffer, number>();
  private nextBufferId = 0;
  private listener: ((error: ErrorReport) => void) | null = null;
  private disposed = false;

  constructor(device: GPUDevice, adapter: AdapterReport) {
    this.device = device;
    this.adapter = adapter;
    this.pipelines = new Pipelines(device);
    this.pacer = new SubmissionPacer(device.queue, adapter.software);
    device.addEventListener('uncapturederror', (event) => this.report(event.error));
    void device.lost.then((info) => {
      if (this.disposed) return;
      const message = `GPU device: expected it to stay, got lost (${info.reason || 'unknown'}): ${info.message}`;
      this.fail(new AppError('device-lost', message, 'Run again; the page opens a new device.'));
    });
  }

  private report(error: GPUError): void {
    const memory = error instanceof GPUOutOfMemoryError;
    const hint = memory ? 'Choose a smaller model or batch.' : 'Please report this.';
    this.fail(new AppError(memory ? 'out-of-memory' : 'internal', `GPU: ${error.message}`, hint));
  }

  private fail(error: AppError): void {
    this.listener?.(reportError(error));
  }

  onError(listener: (error: ErrorReport) => void): void {
    this.listener = listener;
  }

  buffer(label: string, bytes: number): DeviceBuffer {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const made = this.device.createBuffer({ label, size: Math.max(16, bytes), usage });
    const buffer = new WebgpuBuffer(label, bytes, made, this.counters);
    this.bufferIds.set(buffer, this.nextBufferId++);
    return buffer;
  }

  write(buffer: DeviceBuffer, data: Float32Array | Uint32Array, byteOffset = 0): void {
    this.device.queue.writeBuffer(handle(buffer), byteOffset, data as Float32Array<ArrayBuffer>);
  }

  /** Programs of one learner differ in shape but bind the same buffers: their bind groups are shared. */
  private bindGroup(command: DispatchCommand): GPUBindGroup {
    const key = [command.kernel.name, ...command.buffers.map((b) => this.bufferIds.get(b))].join();
    let group = this.bindGroups.get(key);
    if (!group) {
      group = this.pipelines.bindGroup(command.kernel, command.buffers.map(handle));
      this.bindGroups.set(key, group);
      this.counters.bindGroups++;
    }
    return group;
  }

  program(label: string, commands: readonly Command[]): Program {
    const dispatches = commands.filter((c) => c.kind === 'dispatch');
    for (const d of dispatches) this.pipelines.prepare(d.kernel);
    const slots = layOutParams(dispatches);
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const paramsBuffer = this.device.createBuffer({
      label: `${label}.params`,
      size: slots.image.byteLength,
      usage,
    });
    this.device.queue.writeBuffer(paramsBuffer, 0, slots.image);
    const paramsGroup = this.device.createBindGroup({
      label: `${label}.paramsGroup`,
      layout: this.pipelines.paramsLayout,
      entries: [{ binding: 0, resource: { buffer: paramsBuffer, size: 256 } }],
    });
    const program: WebgpuProgram = {
      label,
      commands,
      flops: dispatches.reduce((sum, d) => sum + d.flops, 0),
      slots,
      paramsBuffer,
      paramsGroup,
      groups: dispatches.map((d) => this.bindGroup(d)),
      dispose: () => paramsBuffer.destroy(),
    };
    return program;
  }

  async submit(invocations: readonly Invocation[], stop?: () => boolean): Promise<boolean> {
    await this.pipelines.compiled();
    const encoding = new Encoding(this.device, this.pipelines, this.counters);
    const used = new Set<Program>();
    for (const { program, values } of invocations) {
      // A second use of a program in one submission would overwrite the params of the first.
      if (used.has(program)) encoding.flush(this.pacer);
      used.add(program);
      const recorded = program as WebgpuProgram;
      if (recorded.slots.dynamicFields.length > 0) {
        const { slots, paramsBuffer } = recorded;
        writeDynamic(slots, program.label, values ?? {});
        this.device.queue.writeBuffer(
          paramsBuffer,
          slots.dynamicStart,
          slots.image,
          slots.dynamicStart,
        );
      }
      let dispatch = 0;
      for (const command of recorded.commands) {
        if (encoding.flops > 0 && encoding.flops + flopsOf(command) > this.pacer.flopBudget) {
          encoding.flush(this.pacer);
          await this.pacer.room();
          if (stop?.()) return false;
        }
        if (command.kind === 'dispatch') encoding.dispatch(command, recorded, dispatch++);
        else encoding.transfer(command);
      }
    }
    encoding.flush(this.pacer);
    await this.pacer.room();
    return true;
  }

  private stagingBuffer(bytes: number): GPUBuffer {
    const size = 2 ** Math.ceil(Math.log2(Math.max(256, bytes)));
    let buffer = this.staging.get(size);
    if (!buffer) {
      const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
      buffer = this.device.createBuffer({ label: `device.staging${size}`, size, usage });
    }
    this.staging.delete(size);
    return buffer;
  }

  async read(requests: readonly ReadRequest[]): Promise<ArrayBuffer[]> {
    this.counters.readbacks++;
    const sizes = requests.map((r) => r.bytes ?? r.buffer.bytes - (r.byteOffset ?? 0));
    const staging = this.stagingBuffer(sizes.reduce((a, b) => a + b, 0));
    const encoder = this.device.createCommandEncoder({ label: 'device.read' });
    let offset = 0;
    requests.forEach((r, i) => {
      encoder.copyBufferToBuffer(handle(r.buffer), r.byteOffset ?? 0, staging, offset, sizes[i]!);
      offset += sizes[i]!;
    });
    this.device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const mapped = staging.getMappedRange();
    offset = 0;
    const results = sizes.map((size) => mapped.slice(offset, (offset += size)));
    staging.unmap();
    this.staging.set(staging.size, staging);
    return results;
  }

  async idle(): Promise<void> {
    await this.device.queue.onSubmittedWorkDone();
  }

  dispose(): void {
    this.disposed = true;
    this.device.destroy();
  }
}

function flopsOf(command: Command): number {
  return command.kind === 'dispatch' ? command.flops : 0;
}

/** One command buffer under construction: consecutive dispatches share a compute pass. */
class Encoding {
  flops = 0;
  private readonly device: GPUDevice;
  private readonly pipelines: Pipelines;
  private readonly counters: DeviceCounters;
  private encoder: GPUCommandEncoder | null = null;
  private pass: GPUComputePassEncoder | null = null;

  constructor(device: GPUDevice, pipelines: Pipelines, counters: DeviceCounters) {
    this.device = device;
    this.pipelines = pipelines;
    this.counters = counters;
  }

  private commandEncoder(): GPUCommandEncoder {
    this.encoder ??= this.device.createCommandEncoder({ label: 'device.encoder' });
    return this.encoder;
  }

  dispatch(command: DispatchCommand, program: WebgpuProgram, index: number): void {
    this.pass ??= this.commandEncoder().beginComputePass({ label: 'device.pass' });
    this.pass.setPipeline(this.pipelines.get(command.kernel));
    this.pass.setBindGroup(0, program.groups[index]!);
    this.pass.setBindGroup(1, program.paramsGroup, [program.slots.offsets[index]!]);
    const [x, y, z] = command.grid;
    this.pass.dispatchWorkgroups(x, y ?? 1, z ?? 1);
    this.flops += command.flops;
    this.counters.dispatches++;
  }

  transfer(command: Exclude<Command, DispatchCommand>): void {
    this.pass?.end();
    this.pass = null;
    const encoder = this.commandEncoder();
    if (command.kind === 'clear') encoder.clearBuffer(handle(command.buffer));
    else {
      const { source, sourceOffset, destination, destinationOffset, bytes } = command;
      encoder.copyBufferToBuffer(
        handle(source),
        sourceOffset,
        handle(destination),
        destinationOffset,
        bytes,
      );
    }
  }

  flush(pacer: SubmissionPacer): void {
    this.pass?.end();
    this.pass = null;
    if (!this.encoder) return;
    pacer.submit(this.encoder.finish(), this.flops);
    this.counters.submissions++;
    this.encoder = null;
    this.flops = 0;
  }
}
