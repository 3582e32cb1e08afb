import { expect, test } from 'vitest';
import { formatFigure, formatInterval, percentOf, scaleOf } from './intervalScale.ts';

const interval = (low: number, mean: number, high: number) => ({ low, mean, high });

test('shares stand between 0 and 1, whatever they are', () => {
  const scale = scaleOf([interval(0.2, 0.3, 0.4), null, interval(0.8, 0.85, 0.9)]);
  expect(scale).toEqual({ low: 0, high: 1 });
  expect(percentOf(0.25, scale)).toBe(25);
  expect(formatInterval(interval(0.8, 0.85, 0.995), scale)).toBe('.85 [.80, 1.0]');
});

test('changes reach below 0, and 0 keeps its place', () => {
  const scale = scaleOf([interval(-0.5, -0.4, -0.3), interval(0.1, 0.2, 0.3)]);
  expect(scale).toEqual({ low: -0.5, high: 1 });
  expect(percentOf(0, scale)).toBeCloseTo(100 / 3, 10);
  expect(formatInterval(interval(-0.5, -0.4, -0.3), scale)).toBe('−.40 [−.50, −.30]');
});

test('what is no share is counted from 0 and printed with a decimal', () => {
  const scale = scaleOf([interval(30, 33, 35), interval(7, 8, 9)]);
  expect(scale).toEqual({ low: 0, high: 35 });
  expect(percentOf(35, scale)).toBe(100);
  expect(formatFigure(7.9, scale)).toBe('7.9');
});

test('a figure that no learner has leaves the scale of shares', () => {
  expect(scaleOf([null, null])).toEqual({ low: 0, high: 1 });
});
