import { expect, test } from 'vitest';
import { explainedByParabola, formatInterval, liesAbove, pairedInterval } from './statistics.ts';

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

test('a parabola explains itself, whatever its turn, and a straight line', () => {
  const x = [-1, 0, 2, 3, 7];
  expect(
    explainedByParabola(
      x,
      x.map((v) => 3 - 2 * v + 0.5 * v * v),
    ),
  ).toBeCloseTo(1, 10);
  expect(
    explainedByParabola(
      x,
      x.map((v) => 4 * v - 1),
    ),
  ).toBeCloseTo(1, 10);
});

test('of points by hand: y at x = 0 is 1 and -1, so the parabola passes between them', () => {
  // Over x = 0 the best is the mean of 1 and -1, so y = x²: the rest is 0, 1, 0, -1. y has the mean .5 and the variance 3 / 4.
  expect(explainedByParabola([-1, 0, 1, 0], [1, 1, 1, -1])).toBeCloseTo(1 - 2 / 3, 10);
});

test('what does not vary is not explained', () => {
  expect(explainedByParabola([1, 2, 3], [5, 5, 5])).toBe(0);
  expect(explainedByParabola([2, 2, 2], [1, 2, 3])).toBe(0);
});
