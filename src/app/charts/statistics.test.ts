import { describe, expect, it } from 'vitest';
import { accuracyInterval, studentInterval, wilsonInterval } from './statistics.ts';

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
    expect(all.low).toBeLessThan(0.95);
  });
});

describe('studentInterval', () => {
  it('is worked by hand for three seeds', () => {
    // mean .5, standard deviation .1, error .1 / sqrt(3), quantile 4.303
    const { mean, low, high } = studentInterval([0.4, 0.5, 0.6]);
    expect(mean).toBeCloseTo(0.5, 12);
    expect(high - mean).toBeCloseTo((4.303 * 0.1) / Math.sqrt(3), 6);
    expect(mean - low).toBeCloseTo((4.303 * 0.1) / Math.sqrt(3), 6);
  });

  it('is cut to [0, 1]', () => {
    expect(studentInterval([0.99, 1])).toMatchObject({ high: 1 });
    expect(studentInterval([0, 0.02])).toMatchObject({ low: 0 });
  });
});

describe('accuracyInterval', () => {
  it('takes seeds before items', () => {
    expect(accuracyInterval([0.5], 100)).toEqual(wilsonInterval(0.5, 100));
    expect(accuracyInterval([0.4, 0.6], 100)).toEqual(studentInterval([0.4, 0.6]));
  });
});
