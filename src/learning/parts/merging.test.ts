// Merging by hand, on three weights and two tasks.

import { describe, expect, test } from 'vitest';
import { addTaskVectors, tiesMerge } from './merging.ts';

const BASE = Float32Array.of(1, 2, 3, 4);
const FIRST = Float32Array.of(1.5, 2, 2, 4.25);
const SECOND = Float32Array.of(1.25, 1, 5, 4.25);

describe('task arithmetic', () => {
  test('adds the task vectors, scaled', () => {
    // tau_1 = (.5, 0, -1, .25), tau_2 = (.25, -1, 2, .25).
    expect([...addTaskVectors(BASE, [FIRST, SECOND], 0.5)]).toEqual([1.375, 1.5, 3.5, 4.25]);
  });

  test('is the base at 0 and a single task at 1, bit for bit', () => {
    expect(addTaskVectors(BASE, [FIRST, SECOND], 0)).toEqual(BASE);
    expect(addTaskVectors(BASE, [FIRST], 1)).toEqual(FIRST);
  });
});

describe('TIES', () => {
  test('without trimming averages the changes of the elected sign', () => {
    // Signs of the sums .75, -1, 1, .5; at the third weight only the second task agrees.
    expect([...tiesMerge(1)(BASE, [FIRST, SECOND], 1)]).toEqual([1.375, 1, 5, 4.25]);
  });

  test('keeps the largest changes of each task only', () => {
    // Half of four weights: tau_1 keeps .5 and -1, tau_2 keeps -1 and 2.
    expect([...tiesMerge(0.5)(BASE, [FIRST, SECOND], 1)]).toEqual([1.5, 1, 5, 4]);
  });

  test('is the base at 0, and where opposite changes cancel', () => {
    const up = Float32Array.of(2, 2, 3, 4);
    const down = Float32Array.of(0, 2, 3, 4);
    expect(tiesMerge(1)(BASE, [FIRST, SECOND], 0)).toEqual(BASE);
    expect(tiesMerge(1)(BASE, [up, down], 1)).toEqual(BASE);
  });
});

test('vectors of other lengths are refused', () => {
  expect(() => addTaskVectors(BASE, [Float32Array.of(1)], 1)).toThrow(/expected vectors of 4/);
});
