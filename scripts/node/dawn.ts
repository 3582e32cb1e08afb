// The Node host of the engine: WebGPU by Dawn (npm `webgpu`), which tests, base training, recorded traces and the bench run on.

import { create, globals } from 'webgpu';

// Held by the module for as long as the process lives: Dawn aborts when the object it returns is collected.
const gpu: GPU = create([]);

/** Dawn's `GPU`, after making GPUBufferUsage and the other WebGPU globals available as in a browser. */
export function dawnGpu(): GPU {
  Object.assign(globalThis, globals);
  return gpu;
}
