import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../core/intervals.ts';
import { accuracyInterval, studentInterval } from './statistics.ts';

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
