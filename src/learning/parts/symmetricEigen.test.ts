// Eigenvectors against their definition, and the same ones when other work comes between.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { atOnce } from '../../engine/testing/atOnce.ts';
import { inTurns } from '../../engine/turns.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/** Normal draws, mirrored at the diagonal. */
function randomSymmetric(size: number): Float64Array {
  const rng = new Rng(size);
  const a = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) a[i * size + j] = a[j * size + i] = rng.normal();
  }
  return a;
}

describe('symmetricEigen', () => {
  test.each([1, 2, 17, 48])(
    'of %i rows: A v = lambda v, orthonormal, in descending order',
    (size) => {
      const a = randomSymmetric(size);
      const { values, vectors } = atOnce(symmetricEigen(a, size));
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

  const size = 24;

  test('comes to the same numbers however often it is interrupted', async () => {
    const a = randomSymmetric(size);
    const expected = atOnce(symmetricEigen(a, size));
    let turns = 0;
    const stop = () => ++turns < 0;
    // A turn after every piece: several sweeps of 24 pieces.
    expect(await inTurns(symmetricEigen(a, size), stop, 0)).toEqual(expected);
    expect(turns).toBeGreaterThan(3 * size);
    expect(turns % size).toBe(0);
    expect(await inTurns(symmetricEigen(a, size))).toEqual(expected);
  });

  test('is given up in the middle of a sweep when stop says so, and the event loop has its turns', async () => {
    let heard = false;
    setTimeout(() => (heard = true));
    // Never done: it would go on for as long as nobody else gets a turn.
    function* forEver() {
      for (;;) yield* symmetricEigen(randomSymmetric(size), size);
    }
    expect(await inTurns(forEver(), () => heard)).toBeNull();
    let asked = 0;
    expect(
      await inTurns(symmetricEigen(randomSymmetric(size), size), () => ++asked > size + 3, 0),
    ).toBeNull();
    expect(asked).toBe(size + 4);
  });
});
