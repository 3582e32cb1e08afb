// Finds an adapter and opens a WebGPU device with the limits that Palimpsest needs, or says precisely what is missing.

import { AppError } from '../core/errors.ts';
import type { AdapterReport } from '../core/runRecord.ts';

/** Limits below which the kernels do not run, by the name that WebGPU gives them. */
const NEEDED_LIMITS = {
  maxStorageBuffersPerShaderStage: 8,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupStorageSize: 16384,
  maxStorageBufferBindingSize: 128 * 1024 * 1024,
  maxDynamicUniformBuffersPerPipelineLayout: 1,
} as const;

/** Software adapters by vendor, architecture or description: they imitate a GPU on the CPU's cores. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|warp|basic render/i;

export interface OpenedAdapter {
  readonly device: GPUDevice;
  readonly report: AdapterReport;
}

function checkLimits(adapter: GPUAdapter): void {
  for (const [name, needed] of Object.entries(NEEDED_LIMITS)) {
    const has = adapter.limits[name as keyof typeof NEEDED_LIMITS];
    if (has < needed) {
      const message = `GPU adapter: expected ${name} of at least ${needed}, got ${has}.`;
      throw new AppError(
        'limit-too-low',
        message,
        'Use another GPU or browser, or run on the CPU.',
      );
    }
  }
}

/** Lets invocations of a quad exchange values: the matrix products for software adapters are built on it. */
const QUADS: GPUFeatureName = 'subgroups';

/** Name, kind and kernel variant of an adapter. Barriers are ruinous on software adapters: those run kernels without. */
function describeAdapter({ info, features }: GPUAdapter): AdapterReport {
  const words = [info.vendor, info.architecture, info.device, info.description].filter(Boolean);
  const software = words.some((w) => SOFTWARE.test(w)) || info.isFallbackAdapter === true;
  const name = info.description || words.join(' ') || 'unnamed GPU';
  const variant = software && features.has(QUADS) ? 'thread' : 'workgroup';
  return { kind: 'webgpu', name, software, variant };
}

/**
 * Opens a device on `gpu`.
 *
 * @throws AppError `no-webgpu` or `insecure-context` (no API), `no-adapter`, `limit-too-low`
 */
export async function openAdapter(gpu: GPU | undefined, secure: boolean): Promise<OpenedAdapter> {
  if (!gpu) {
    if (!secure) {
      const message = 'WebGPU: expected a secure page (https or localhost), got an insecure one.';
      throw new AppError('insecure-context', message, 'Open this page over https or on localhost.');
    }
    const hint =
      'Use a current Chrome, Edge, Safari 26 or Firefox 145 with hardware acceleration on.';
    throw new AppError('no-webgpu', 'WebGPU: expected navigator.gpu, got none.', hint);
  }
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    const hint = 'Switch on hardware acceleration, or update the graphics driver.';
    throw new AppError('no-adapter', 'WebGPU: expected a GPU adapter, got none.', hint);
  }
  checkLimits(adapter);
  const size = {
    maxStorageBufferBindingSize: adapter.limits.maxStorageBufferBindingSize,
    maxBufferSize: adapter.limits.maxBufferSize,
  };
  const device = await adapter.requestDevice({
    label: 'palimpsest.device',
    requiredLimits: size,
    requiredFeatures: adapter.features.has(QUADS) ? [QUADS] : [],
  });
  return { device, report: describeAdapter(adapter) };
}
