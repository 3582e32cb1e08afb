// The arithmetic on a Fisher, by hand, on a layout with padding.

import { expect, test } from 'vitest';
import { layOut } from '../../engine/flatVector.ts';
import { capped, meanElement, runningSum, weightedMean } from './fisher.ts';

const layout = layOut([
  { name: 'a', shape: [2, 5] },
  { name: 'b', shape: [10] },
]);

/** 1 to 20 in the ranges, zeros in the padding. */
const values = new Float32Array(layout.length);
layout.ranges.forEach(({ offset, size }, r) => {
  for (let i = 0; i < size; i++) values[offset + i] = 1 + 10 * r + i;
});

test('padding does not count in the mean', () => {
  expect(layout.length).toBe(128);
  expect(meanElement(values, layout)).toBe(10.5);
});

test('the cap is a quantile of the parameters alone, and cuts nothing below it', () => {
  const cut = capped(values, layout, 0.9);
  expect(Math.max(...cut)).toBe(19);
  expect([...cut].filter((x) => x === 19)).toHaveLength(2);
  expect(cut.map((x, i) => (values[i]! <= 19 ? x - values[i]! : 0)).every((d) => d === 0)).toBe(
    true,
  );
  expect(capped(values, layout, 1)).toEqual(values);
});

test('the running sum decays what is earlier', () => {
  expect(runningSum(Float32Array.of(4, 8), Float32Array.of(1, 2), 0.5)).toEqual(
    Float32Array.of(3, 6),
  );
});

test('the weighted mean goes with the weights, and to the second where there are none', () => {
  const [a, b] = [Float32Array.of(1, 1, 1, 1), Float32Array.of(3, 3, 3, 3)];
  const mean = weightedMean(a, Float32Array.of(3, 1, 0, 0), b, Float32Array.of(1, 0, 2, 0));
  expect(mean).toEqual(Float32Array.of(1.5, 1, 3, 3));
});
