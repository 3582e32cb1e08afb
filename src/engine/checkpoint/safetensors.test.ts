import { describe, expect, test } from 'vitest';
import { layOut } from '../flatVector.ts';
import { loadSafetensors, saveSafetensors } from './safetensors.ts';

const layout = layOut([
  { name: 'a', shape: [2, 3] },
  { name: 'b', shape: [5] },
]);

function example(): Float32Array {
  const values = new Float32Array(layout.length);
  for (const range of layout.ranges) {
    for (let i = 0; i < range.size; i++) values[range.offset + i] = range.offset + i + 0.5;
  }
  return values;
}

describe('safetensors', () => {
  test('round-trips values and metadata', () => {
    const file = saveSafetensors(example(), layout, { seed: '7' });
    const loaded = loadSafetensors(file, layout);
    expect(loaded.values).toEqual(example());
    expect(loaded.metadata).toEqual({ seed: '7' });
  });

  test('reads a file that is a view into a larger buffer, as Node reads them', () => {
    const file = saveSafetensors(example(), layout, {});
    const larger = Buffer.alloc(file.length + 6);
    larger.set(file, 3);
    const view = larger.subarray(3, 3 + file.length);
    expect(loadSafetensors(view, layout).values).toEqual(example());
  });

  test('starts the data at a multiple of 8 bytes and says its length', () => {
    const file = saveSafetensors(example(), layout, {});
    const header = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(header % 8).toBe(0);
    expect(file.length).toBe(8 + header + 4 * 11);
  });

  test.each([
    ['an empty file', new Uint8Array(0), 'at least 8 bytes'],
    ['a file that is not safetensors', new Uint8Array(64).fill(255), 'a header that fits'],
    ['a truncated file', saveSafetensors(example(), layout, {}).slice(0, -4), "tensor 'b'"],
  ])('rejects %s', (_, file, message) => {
    expect(() => loadSafetensors(file, layout)).toThrow(message);
  });

  test('rejects a tensor of another shape by name', () => {
    const other = layOut([
      { name: 'a', shape: [3, 2] },
      { name: 'b', shape: [5] },
    ]);
    const file = saveSafetensors(new Float32Array(other.length), other, {});
    expect(() => loadSafetensors(file, layout)).toThrow(
      "tensor 'a': expected shape 2 x 3, got 3 x 2",
    );
  });
});
