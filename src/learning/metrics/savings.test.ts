// Relearning beside the first time and beside new tasks, on broken lines worked by hand.

import { describe, expect, test } from 'vitest';
import { curve, curvesOnly, value } from '../testing/metricBench.ts';

/** Straight up to 1 in so many steps: .8 is reached after .8 of them. */
const rising = (phase: number, column: number, steps: number) =>
  curve(phase, column, [0, 0], [steps, 1], [200, 1]);
const REFERENCES = [rising(1, 0, 100), rising(2, 1, 100), rising(3, 0, 100)];

describe('a task that is taught again after another', () => {
  // 80 steps the first time, 40 the second; the other task took 50.
  const c = curvesOnly(
    [0, 1, 0],
    [rising(1, 0, 100), rising(2, 1, 62.5), rising(3, 0, 50)],
    REFERENCES,
  );

  test('saves half of its first time, but a fifth of what a new task takes', () => {
    expect(value('savings', c)).toBeCloseTo(0.5, 10);
    expect(value('net-savings', c)).toBeCloseTo(0.2, 10);
  });

  test('saves everything where it was still known, and less than nothing where it took longer', () => {
    const kept = curvesOnly(
      [0, 1, 0],
      [...c.curves.slice(0, 2), curve(3, 0, [0, 0.9], [200, 1])],
      REFERENCES,
    );
    expect(value('savings', kept)).toBe(1);
    expect(value('net-savings', kept)).toBe(1);
    const worse = curvesOnly([0, 1, 0], [...c.curves.slice(0, 2), rising(3, 0, 150)], REFERENCES);
    expect(value('savings', worse)).toBeCloseTo(-0.5, 10);
    expect(value('net-savings', worse)).toBeCloseTo(1 - 120 / 50, 10);
  });

  test('is compared at the threshold of its first phase, whatever the later reference does', () => {
    const later = {
      ...c,
      references: [...REFERENCES.slice(0, 2), curve(3, 0, [0, 0], [200, 0.1])],
    };
    expect(value('savings', later)).toBeCloseTo(0.5, 10);
  });

  test('has no value where the threshold is not reached again, or never was', () => {
    const lost = [...c.curves.slice(0, 2), curve(3, 0, [0, 0], [200, 0.5])];
    expect(value('savings', curvesOnly([0, 1, 0], lost, REFERENCES))).toBeNull();
    const never = [curve(1, 0, [0, 0], [200, 0.5]), ...c.curves.slice(1)];
    expect(value('savings', curvesOnly([0, 1, 0], never, REFERENCES))).toBeNull();
    expect(value('savings', curvesOnly([0, 1, 0], [...c.curves], []))).toBeNull();
  });

  test('has no value before its second phase has ended', () => {
    const matrix = [...c.matrix.slice(0, 3), [null, null]];
    expect(value('savings', { ...c, matrix })).toBeNull();
    expect(value('net-savings', { ...c, matrix })).toBeNull();
  });
});

test('without a new task after the first phase there is no control', () => {
  const c = curvesOnly([0, 0], [rising(1, 0, 100), rising(2, 0, 50)], REFERENCES);
  expect(value('savings', c)).toBeCloseTo(0.5, 10);
  expect(value('net-savings', c)).toBeNull();
});

test('every repeat counts, and every task that was new after the first phase is part of the control', () => {
  const c = curvesOnly(
    [0, 1, 0, 2, 0, 1],
    [
      rising(1, 0, 100),
      rising(2, 1, 50),
      rising(3, 0, 75),
      rising(4, 2, 150),
      rising(5, 0, 25),
      rising(6, 1, 25),
    ],
    [...REFERENCES, rising(4, 2, 100)],
  );
  // Times .8 x: repeats 60 and 20 of 80, and 20 of 40; the control is (40 + 120) / 2.
  expect(value('savings', c)).toBeCloseTo((0.25 + 0.75 + 0.5) / 3, 10);
  expect(value('net-savings', c)).toBeCloseTo((0.25 + 0.75 + 0.75) / 3, 10);
});
