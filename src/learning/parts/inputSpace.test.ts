// The growth of an input space by hand.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { atOnce } from '../../engine/testing/atOnce.ts';
import { InputSpace } from './inputSpace.ts';

const diagonal = (...values: number[]) =>
  Float64Array.from({ length: values.length ** 2 }, (_, i) =>
    i % (values.length + 1) === 0 ? values[i / (values.length + 1)]! : 0,
  );

describe('an input space', () => {
  test('holds the fewest directions with the share of the energy, and counts what it holds already', () => {
    const space = new InputSpace(3);
    // 9 of 14 is too little for 0.9, 13 of 14 enough.
    atOnce(space.grow(diagonal(9, 4, 1), 0.9));
    expect(space.basis).toHaveLength(2);
    expect([...space.projection]).toEqual([...diagonal(1, 1, 0)]);
    // 8 of 10 is held already: enough for 0.7, one more direction for 0.9.
    atOnce(space.grow(diagonal(4, 4, 2), 0.7));
    expect(space.basis).toHaveLength(2);
    atOnce(space.grow(diagonal(4, 4, 2), 0.9));
    expect(space.basis).toHaveLength(3);
  });

  test('at a share of 1 spans all inputs and no more', () => {
    const [width, count] = [12, 5];
    const rng = new Rng(3);
    const inputs = Array.from({ length: count }, () =>
      Array.from({ length: width }, () => Math.fround(rng.normal())),
    );
    const energy = new Float64Array(width * width);
    for (const x of inputs) {
      x.forEach((a, i) => x.forEach((b, j) => (energy[i * width + j]! += a * b)));
    }
    const space = new InputSpace(width);
    atOnce(space.grow(energy, 1));
    expect(space.basis).toHaveLength(count);
    for (const x of inputs) {
      x.forEach((value, i) => {
        const projected = x.reduce((sum, b, j) => sum + space.projection[i * width + j]! * b, 0);
        expect(projected).toBeCloseTo(value, 6);
      });
    }
  });
});
