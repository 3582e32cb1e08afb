// Intervals worked by hand.

import { describe, expect, it } from 'vitest';
import { bootstrapInterval, pairedDifference, wilsonInterval } from './intervals.ts';

describe('wilsonInterval', () => {
  it('equals the published example: 81 of 263 gives .255 to .366', () => {
    // Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    const { low, high } = wilsonInterval(81 / 263, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });

  it('has width at the ends and stays inside [0, 1]', () => {
    const none = wilsonInterval(0, 48);
    expect(none.low).toBe(0);
    expect(none.high).toBeGreaterThan(0.05);
    const all = wilsonInterval(1, 48);
    expect(all.high).toBe(1);
    // n / (n + z²) where all are right.
    expect(all.low).toBeCloseTo(48 / (48 + 1.96 ** 2), 12);
  });
});

describe('bootstrapInterval', () => {
  it('has no width where all values are the same', () => {
    expect(bootstrapInterval([0.3])).toEqual({ mean: 0.3, low: 0.3, high: 0.3 });
    const { low, high } = bootstrapInterval([0.5, 0.5, 0.5]);
    expect([low, high]).toEqual([0.5, 0.5]);
  });

  it('spans both of two values: a quarter of the samples has twice the lower one', () => {
    expect(bootstrapInterval([0, 1])).toEqual({ mean: 0.5, low: 0, high: 1 });
  });

  it('is a quantile of the binomial where one of four values is 1', () => {
    // Ones in a sample ~ B(4, 1/4): none .316, at least three .051, four .004; so the upper 2.5 % begin at three of four.
    expect(bootstrapInterval([0, 0, 1, 0])).toEqual({ mean: 0.25, low: 0, high: 0.75 });
  });

  it('is the same every time', () => {
    const values = [0.91, 0.83, 0.99, 0.95, 0.88];
    expect(bootstrapInterval(values)).toEqual(bootstrapInterval(values));
  });
});

describe('pairedDifference', () => {
  it('is worked by hand: one gained, two lost of eight', () => {
    // d = (0, 0, -1, -1, 1, 0, 0, 0): mean -1/8, squares 3 - 8/64 = 2.875, error sqrt(2.875 / 7 / 8).
    const { mean, low, high, error } = pairedDifference('11110000', '11001000');
    expect(mean).toBe(-0.125);
    expect(error).toBeCloseTo(Math.sqrt(2.875 / 56), 12);
    expect(low).toBeCloseTo(-0.125 - 1.96 * error, 12);
    expect(high).toBeCloseTo(-0.125 + 1.96 * error, 12);
  });

  it('has no width where nothing changed, though half of the items are wrong', () => {
    expect(pairedDifference('1010', '1010')).toEqual({ mean: 0, low: 0, high: 0, error: 0 });
  });

  it('has none either where every item changed alike, or where there is one item only', () => {
    expect(pairedDifference('111', '000')).toMatchObject({ low: -1, high: -1 });
    expect(pairedDifference('0', '1')).toMatchObject({ mean: 1, error: 0 });
  });
});
