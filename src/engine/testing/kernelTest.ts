// Helpers for tests of kernels: run one on the WebGPU adapter that is there or with its reference, and compare arrays.

import { Rng } from '../../core/rng.ts';
import { openAdapter } from '../adapter.ts';
import { CpuDevice } from '../cpuDevice.ts';
import type { Device } from '../device.ts';
import type { Kernel } from '../kernel.ts';
import type { Grid } from '../recorder.ts';
import { WebgpuDevice } from '../webgpuDevice.ts';

type Arrays = Readonly<Record<string, Float32Array | Uint32Array>>;

let shared: Promise<WebgpuDevice> | null = null;

async function open(variant?: 'thread' | 'workgroup'): Promise<WebgpuDevice> {
  const { device, report } = await openAdapter(navigator.gpu, true);
  const made = new WebgpuDevice(device, variant ? { ...report, variant } : report);
  made.onError((error) => {
    throw new Error(`uncaptured GPU error: ${error.message}`);
  });
  return made;
}

/** The WebGPU device that all tests of a file share. Fails where there is no adapter: tests are never skipped. */
export function testDevice(): Promise<WebgpuDevice> {
  shared ??= open();
  return shared;
}

const own: WebgpuDevice[] = [];

/** A device of one test's own, with its own counters and errors; `closeDevices` disposes of it. */
export async function ownDevice(variant?: 'thread' | 'workgroup'): Promise<WebgpuDevice> {
  const device = await open(variant);
  own.push(device);
  return device;
}

/** For `afterAll`: disposes of every device that `ownDevice` made. */
export function closeDevices(): void {
  for (const device of own.splice(0)) device.dispose();
}

async function runOn(
  device: Device,
  kernel: Kernel,
  arrays: Arrays,
  params: Record<string, number>,
  grid: Grid,
) {
  const buffers = kernel.bindings.map(({ name }) => {
    const data = arrays[name];
    if (!data) throw new Error(`${kernel.name}: expected a buffer '${name}', got none.`);
    const buffer = device.buffer(`test.${name}`, data.byteLength);
    device.write(buffer, data);
    return buffer;
  });
  const program = device.program(`test.${kernel.name}`, [
    { kind: 'dispatch', kernel, buffers, params, grid, flops: 0 },
  ]);
  await device.submit([{ program }]);
  const written = kernel.bindings.flatMap((b, i) =>
    b.access === 'read_write' ? [{ b, buffer: buffers[i]! }] : [],
  );
  const read = await device.read(written.map(({ buffer }) => ({ buffer })));
  for (const buffer of buffers) buffer.destroy();
  program.dispose();
  const entries = written.map(({ b }, i) => {
    const bytes = read[i]!;
    return [b.name, b.type === 'f32' ? new Float32Array(bytes) : new Uint32Array(bytes)] as const;
  });
  return Object.fromEntries(entries) as Record<string, Float32Array | Uint32Array>;
}

/** Runs a kernel once on WebGPU; returns the buffers that it may write. */
export async function runKernel(
  kernel: Kernel,
  arrays: Arrays,
  params: Record<string, number>,
  grid: Grid,
) {
  return runOn(await testDevice(), kernel, arrays, params, grid);
}

/** Runs a kernel's reference once; returns the buffers that it may write. */
export async function runReference(kernel: Kernel, arrays: Arrays, params: Record<string, number>) {
  return runOn(new CpuDevice(), kernel, arrays, params, [1]);
}

/** `count` standard normal floats. */
export function randomFloats(seed: number, count: number, scale = 1): Float32Array {
  const rng = new Rng(seed);
  return Float32Array.from({ length: count }, () => scale * rng.normal());
}

export interface Tolerance {
  readonly name: string;
  readonly absolute: number;
  readonly relative?: number;
}

/** Fails unless |actual - expected| <= absolute + relative * |expected| everywhere; says where it is worst. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { name, absolute, relative = 0 }: Tolerance,
): void {
  if (actual.length !== expected.length) {
    throw new Error(`${name}: expected ${expected.length} values, got ${actual.length}.`);
  }
  let worst = -1;
  let excess = 0;
  for (let i = 0; i < expected.length; i++) {
    const over = Math.abs(actual[i]! - expected[i]!) - absolute - relative * Math.abs(expected[i]!);
    // A NaN makes `over` NaN; it must fail too.
    if (over > excess || Number.isNaN(over)) {
      worst = i;
      excess = Number.isNaN(over) ? Infinity : over;
    }
  }
  if (worst < 0) return;
  const near = [worst - 1, worst, worst + 1].filter((i) => i >= 0 && i < expected.length);
  const pairs = near.map((i) => `[${i}] ${actual[i]} / ${expected[i]}`).join(', ');
  throw new Error(
    `${name}: expected values within ${absolute} + ${relative} x, got (actual / expected) ${pairs}.`,
  );
}
