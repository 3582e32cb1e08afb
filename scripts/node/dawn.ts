// The Node host of the engine: WebGPU by Dawn (npm `webgpu`), which tests, base training, recorded traces and the bench run on.

import { create, globals } from 'webgpu';

// Held by the module for as long as the process lives: Dawn aborts when the object it returns is collected.
const gpu: GPU = create([]);

/** Milliseconds between two polls; a batch of work takes tens of them. */
const POLL_MS = 1;
const isNative = (callback: unknown): boolean =>
  Function.prototype.toString.call(callback).includes('[native code]');

/**
 * Has Dawn wait a moment between its polls for finished work. It polls from one `setImmediate` to the next, which keeps a
 * whole core busy, and on a software adapter the cores are what computes. Only its own callbacks are native functions.
 */
function slowPolling(): void {
  const immediately = globalThis.setImmediate;
  const patient = (callback: (...args: unknown[]) => void, ...args: unknown[]) =>
    isNative(callback) ? setTimeout(callback, POLL_MS) : immediately(callback, ...args);
  globalThis.setImmediate = Object.assign(patient, immediately) as typeof setImmediate;
}

slowPolling();

/** Dawn's `GPU`, after making GPUBufferUsage and the other WebGPU globals available as in a browser. */
export function dawnGpu(): GPU {
  Object.assign(globalThis, globals);
  return gpu;
}
