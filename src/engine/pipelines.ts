// Compute pipelines and bind groups of one device, each made once. Layouts are explicit and come from the kernel's
// declaration: `layout: 'auto'` drops bindings that a shader does not use, and bind-group creation then fails.

import { AppError } from '../core/errors.ts';
import type { Kernel } from './kernel.ts';
import { SLOT_BYTES } from './paramSlots.ts';

interface Entry {
  readonly storageLayout: GPUBindGroupLayout;
  readonly pipeline: Promise<GPUComputePipeline>;
  ready: GPUComputePipeline | null;
}

export class Pipelines {
  private readonly device: GPUDevice;
  private readonly entries = new Map<Kernel, Entry>();
  readonly paramsLayout: GPUBindGroupLayout;

  constructor(device: GPUDevice) {
    this.device = device;
    this.paramsLayout = device.createBindGroupLayout({
      label: 'params.layout',
      entries: [
        {
          binding: 0,
          visibility: GPUShaderStage.COMPUTE,
          buffer: { type: 'uniform', hasDynamicOffset: true, minBindingSize: SLOT_BYTES },
        },
      ],
    });
  }

  private entry(kernel: Kernel): Entry {
    const known = this.entries.get(kernel);
    if (known) return known;
    const storageLayout = this.device.createBindGroupLayout({
      label: `${kernel.name}.layout`,
      entries: kernel.bindings.map((b, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: b.access === 'read' ? 'read-only-storage' : 'storage' },
      })),
    });
    const entry: Entry = {
      storageLayout,
      pipeline: this.compile(kernel, storageLayout),
      ready: null,
    };
    entry.pipeline.then(
      (pipeline) => (entry.ready = pipeline),
      () => undefined,
    );
    this.entries.set(kernel, entry);
    return entry;
  }

  private async compile(
    kernel: Kernel,
    storageLayout: GPUBindGroupLayout,
  ): Promise<GPUComputePipeline> {
    const layout = this.device.createPipelineLayout({
      label: `${kernel.name}.pipelineLayout`,
      bindGroupLayouts: [storageLayout, this.paramsLayout],
    });
    const module = this.device.createShaderModule({
      label: `${kernel.name}.wgsl`,
      code: kernel.source,
    });
    try {
      return await this.device.createComputePipelineAsync({
        label: `${kernel.name}.pipeline`,
        layout,
        compute: { module, entryPoint: 'main' },
      });
    } catch (thrown) {
      const messages = (await module.getCompilationInfo()).messages;
      const lines = messages.map((m) => `line ${m.lineNum}: ${m.message}`).join('; ');
      const reason = lines || (thrown instanceof Error ? thrown.message : String(thrown));
      throw new AppError(
        'internal',
        `${kernel.name}.wgsl: expected a valid shader, got: ${reason}`,
      );
    }
  }

  /** Starts compiling, if that has not begun. */
  prepare(kernel: Kernel): void {
    this.entry(kernel);
  }

  bindGroup(kernel: Kernel, buffers: readonly GPUBuffer[]): GPUBindGroup {
    return this.device.createBindGroup({
      label: `${kernel.name}.bindGroup`,
      layout: this.entry(kernel).storageLayout,
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  }

  /** The compiled pipeline; only after `compiled()` has resolved. */
  get(kernel: Kernel): GPUComputePipeline {
    const ready = this.entry(kernel).ready;
    if (!ready)
      throw new AppError(
        'internal',
        `${kernel.name}: expected a compiled pipeline, got a pending one.`,
      );
    return ready;
  }

  /** Resolves when everything asked for so far is compiled; rejects with the first shader's error. */
  async compiled(): Promise<void> {
    for (const entry of this.entries.values()) if (!entry.ready) entry.ready = await entry.pipeline;
  }
}
