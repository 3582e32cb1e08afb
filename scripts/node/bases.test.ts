// The shipped bases are what their cards say: trained from the random weights that their seed gives, which L2 to the initial
// weights relies on.

import { describe, expect, test } from 'vitest';
import { initialParameters } from '../../src/engine/model/init.ts';
import { parameterLayout } from '../../src/engine/model/shape.ts';
import { readBase, readBases } from './bases.ts';

/** Cosine between the same `count` elements of two vectors. */
function cosine(a: Float32Array, b: Float32Array, from: number, count: number): number {
  const [x, y] = [a.subarray(from, from + count), b.subarray(from, from + count)];
  const dot = (u: Float32Array, v: Float32Array) => u.reduce((sum, z, i) => sum + z * v[i]!, 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

describe.each(readBases().map((card) => [card.id, card] as const))('base %s', (id, card) => {
  test('started from the initialization of its seed, and from no other', () => {
    const { values } = readBase(id);
    const own = initialParameters(card.shape, card.seed);
    const other = initialParameters(card.shape, card.seed + 1);
    const { name, offset, shape } = parameterLayout(card.shape).ranges[0]!;
    expect(name).toBe('embedding');
    // Rows of tokens that training never met have only decayed: the direction is still that of the draw.
    const [rows, width] = shape as [number, number];
    const closest = (initial: Float32Array) =>
      Math.max(
        ...Array.from({ length: rows }, (_, row) =>
          cosine(values, initial, offset + row * width, width),
        ),
      );
    expect(closest(own)).toBeGreaterThan(0.9999);
    expect(closest(other)).toBeLessThan(0.9);
  });
});
