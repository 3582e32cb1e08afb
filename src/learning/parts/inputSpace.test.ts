// Eigenvectors against their definition, and the growth of an input space by hand.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { InputSpace } from './inputSpace.ts';
import { symmetricEigen } from './symmetricEigen.ts';

describe('symmetricEigen', () => {
  test.each([1, 2, 17, 48])(
    'of %i rows: A v = lambda v, orthonormal, in descending order',
    (size) => {
      const rng = new Rng(size);
      const a = new Float64Array(size * size);
      for (let i = 0; i < size; i++) {
        for (let j = i; j < size; j++) a[i * size + j] = a[j * size + i] = rng.normal();
      }
      const { values, vectors } = symmetricEigen(a, size);
      vectors.forEach((v, n) => {
        for (let i = 0; i < size; i++) {
          const product = v.reduce((sum, x, j) => sum + a[i * size + j]! * x, 0);
          expect(product).toBeCloseTo(values[n]! * v[i]!, 10);
        }
        vectors.forEach((w, m) => {
          const dot = v.reduce((sum, x, i) => sum + x * w[i]!, 0);
          expect(dot).toBeCloseTo(m === n ? 1 : 0, 10);
        });
        if (n > 0) expect(values[n]!).toBeLessThanOrEqual(values[n - 1]!);
      });
    },
  );
});

const diagonal = (...values: number[]) =>
  Float64Array.from({ length: values.length ** 2 }, (_, i) =>
    i % (values.length + 1) === 0 ? values[i / (values.length + 1)]! : 0,
  );

describe('an input space', () => {
  test('holds the fewest directions with the share of the energy, and counts what it holds already', () => {
    const space = new InputSpace(3);
    // 9 of 14 is too little for 0.9, 13 of 14 enough.
    space.grow(diagonal(9, 4, 1), 0.9);
    expect(space.basis).toHaveLength(2);
    expect([...space.projection]).toEqual([...diagonal(1, 1, 0)]);
    // 8 of 10 is held already: enough for 0.7, one more direction for 0.9.
    space.grow(diagonal(4, 4, 2), 0.7);
    expect(space.basis).toHaveLength(2);
    space.grow(diagonal(4, 4, 2), 0.9);
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
    space.grow(energy, 1);
    expect(space.basis).toHaveLength(count);
    for (const x of inputs) {
      x.forEach((value, i) => {
        const projected = x.reduce((sum, b, j) => sum + space.projection[i * width + j]! * b, 0);
        expect(projected).toBeCloseTo(value, 6);
      });
    }
  });
});
