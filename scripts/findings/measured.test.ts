import { expect, test } from 'vitest';
import { FINAL, GENERAL, LEARNING } from './figures.ts';
import { type Figures, Measured, said, versus } from './measured.ts';

const run = (...figures: readonly (readonly [number, number | null, number])[]) =>
  new Map<number, Figures>(
    figures.map(([learning, general, final], i) => [i + 1, { learning, general, final }]),
  );

const MEASURED = new Measured(
  new Map([
    ['frozen', run([0, 1, 0], [0, 1, 0])],
    ['naive', run([1, 0, 0.3], [1, 0.2, 0.3], [1, 0, 0.3])],
    ['method', run([0.5, 0.8, 0.9], [1, 0.5, 0.7])],
    ['gap', run([1, null, 0], [1, 0.5, 0])],
  ]),
);

test('only seeds that every arm has are compared', () => {
  expect(MEASURED.seeds).toEqual([1, 2]);
  expect(MEASURED.values('naive', GENERAL)).toEqual([0, 0.2]);
});

test('a figure that one seed lacks has no interval, and nothing lies above or below it', () => {
  expect(MEASURED.valuesOrNull('gap', GENERAL)).toEqual([null, 0.5]);
  expect(MEASURED.interval('gap', GENERAL)).toBeNull();
  expect(MEASURED.above('frozen', 'gap', GENERAL)).toBe(false);
  expect(said(MEASURED.interval('gap', GENERAL))).toBe('not defined on every seed');
});

test('differences and means of arms are taken seed by seed', () => {
  expect(MEASURED.difference('method', 'naive', FINAL)).toMatchObject({
    mean: expect.closeTo(0.5, 10) as number,
    low: expect.closeTo(0.4, 10) as number,
    high: expect.closeTo(0.6, 10) as number,
  });
  expect(MEASURED.meanInterval(['frozen', 'method'], LEARNING)).toMatchObject({
    low: 0.25,
    high: 0.5,
  });
});

test('the margin is over the frontier of the same seed', () => {
  // Seed 1: (.5, .8) over the line from (0, 1) to (1, 0), at .5; seed 2: (1, .5) over its end at .2.
  expect(MEASURED.margin('method', ['frozen', 'naive'])).toMatchObject({
    mean: expect.closeTo(0.3, 10) as number,
    low: expect.closeTo(0.3, 10) as number,
    high: expect.closeTo(0.3, 10) as number,
  });
  expect(MEASURED.margin('gap', ['frozen', 'naive'])).toBeNull();
});

test('an arm that is not there is an error', () => {
  expect(() => MEASURED.values('nobody', FINAL)).toThrow('expected one of frozen, naive');
});

test('a comparison in words', () => {
  expect(versus(MEASURED, 'frozen', 'naive', FINAL)).toBe(
    'tasks 0.00 [0.00, 0.00] against 0.30 [0.30, 0.30]',
  );
});
