// The frontier on points worked by hand: frozen (0, 1), a slow rate (.4, .8), a fast one (1, .2).

import { expect, test } from 'vitest';
import { keptOnFrontier, marginOver } from './frontier.ts';

const NAIVE = [
  { learning: 1, kept: 0.2 },
  { learning: 0, kept: 1 },
  { learning: 0.4, kept: 0.8 },
];

test.each([
  [0, 1],
  [0.2, 0.9],
  [0.4, 0.8],
  [0.7, 0.5],
  [1, 0.2],
])('naive that learns %f keeps %f', (learning, kept) => {
  expect(keptOnFrontier(NAIVE, learning)).toBeCloseTo(kept, 10);
});

test('beyond its ends it is flat', () => {
  expect(keptOnFrontier(NAIVE, -0.1)).toBe(1);
  expect(keptOnFrontier(NAIVE, 1.1)).toBe(0.2);
});

test('a rate that learns less and keeps less than another is no part of it', () => {
  const points = [...NAIVE, { learning: 0.2, kept: 0.5 }];
  expect(keptOnFrontier(points, 0.2)).toBeCloseTo(0.9, 10);
  const equal = [...NAIVE, { learning: 0.4, kept: 0.3 }];
  expect(keptOnFrontier(equal, 0.7)).toBeCloseTo(0.5, 10);
});

test('the margin is what is kept above it at the same learning', () => {
  expect(marginOver(NAIVE, { learning: 0.7, kept: 0.9 })).toBeCloseTo(0.4, 10);
  expect(marginOver(NAIVE, { learning: 0.7, kept: 0.1 })).toBeCloseTo(-0.4, 10);
});
