import { describe, expect, test } from 'vitest';
import { KERNELS } from './kernels.ts';
import { kernelFileNames } from './shaderSources.ts';

describe('kernel registry', () => {
  test('lists every WGSL file once, and no kernel without a file', () => {
    expect(KERNELS.map((k) => k.name).sort()).toEqual(kernelFileNames().sort());
  });

  test.each(KERNELS.map((k) => [k.name, k] as const))(
    '%s keeps to the conventions',
    (_, kernel) => {
      expect(kernel.source).toMatch(/@compute/);
      expect(kernel.source).toMatch(/fn main\(/);
      expect(kernel.source.startsWith('//')).toBe(true);
      // The smallest limit that WebGPU guarantees.
      expect(kernel.bindings.length).toBeLessThanOrEqual(8);
      expect(4 * kernel.params.length).toBeLessThanOrEqual(256);
      expect(kernel.bindings.some((b) => b.access === 'read_write')).toBe(true);
    },
  );
});
