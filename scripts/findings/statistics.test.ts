import { expect, test } from 'vitest';
import { formatInterval, liesAbove, pairedInterval } from './statistics.ts';

test('a difference that is the same on every seed has no width, however seeds differ', () => {
  expect(pairedInterval([0.9, 0.5, 0.1], [0.7, 0.3, -0.1])).toEqual({
    mean: expect.closeTo(0.2, 10) as number,
    low: expect.closeTo(0.2, 10) as number,
    high: expect.closeTo(0.2, 10) as number,
  });
});

test('of two seeds the interval reaches from one to the other', () => {
  // Both draws are the same value in half of the samples.
  expect(pairedInterval([0.5, 0.9], [0.4, 0.6])).toEqual({
    mean: expect.closeTo(0.2, 10) as number,
    low: expect.closeTo(0.1, 10) as number,
    high: expect.closeTo(0.3, 10) as number,
  });
});

test('one interval lies above another only where they do not meet', () => {
  const interval = (low: number, high: number) => ({ mean: (low + high) / 2, low, high });
  expect(liesAbove(interval(0.5, 0.7), interval(0.2, 0.4))).toBe(true);
  expect(liesAbove(interval(0.5, 0.7), interval(0.2, 0.5))).toBe(false);
  expect(liesAbove(interval(0.2, 0.4), interval(0.5, 0.7))).toBe(false);
});

test('an interval in print has two digits and no negative zero', () => {
  expect(formatInterval({ mean: 0.925, low: -0.001, high: 1 })).toBe('0.93 [0.00, 1.00]');
});
