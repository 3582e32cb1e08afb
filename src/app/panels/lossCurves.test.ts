import { describe, expect, it } from 'vitest';
import type { LossPoint } from '../../core/runRecord.ts';
import { logDomain, logTicks, lossRows, stretch } from './lossCurves.ts';

function point(learnerId: string, step: number, loss: number, seed = 1): LossPoint {
  return { learnerId, seed, step, loss, gradientNorm: 2 * loss };
}

describe('lossRows', () => {
  it('is one row per step for short runs, with the mean over seeds', () => {
    const rows = lossRows(
      [point('a', 1, 1), point('a', 1, 3, 2), point('b', 1, 5), point('a', 2, 4)],
      'loss',
      100,
    );
    expect(rows).toEqual([
      { step: 1, values: { a: 2, b: 5 } },
      { step: 2, values: { a: 4 } },
    ]);
  });

  it('takes the asked quantity', () => {
    expect(lossRows([point('a', 1, 1)], 'gradientNorm', 10)[0]!.values).toEqual({ a: 2 });
  });

  it('gathers long runs into stretches that end on whole multiples', () => {
    expect(stretch(2400)).toBe(10);
    const points = Array.from({ length: 20 }, (_, i) => point('a', i + 1, i < 10 ? 2 : 4));
    expect(lossRows(points, 'loss', 2400)).toEqual([
      { step: 10, values: { a: 2 } },
      { step: 20, values: { a: 4 } },
    ]);
  });

  it('shows rewards, nothing included, and no loss on own answers beside the loss on given ones', () => {
    const points = [point('a', 1, 2), { ...point('rl', 1, 0.5), reward: 0 }];
    expect(lossRows(points, 'reward', 10)).toEqual([{ step: 1, values: { rl: 0 } }]);
    expect(lossRows(points, 'loss', 10)).toEqual([{ step: 1, values: { a: 2 } }]);
  });

  it('leaves out what a log axis cannot show', () => {
    const bad = [point('a', 1, 0), point('a', 2, NaN), point('a', 3, Infinity)];
    expect(lossRows(bad, 'loss', 10)).toEqual([]);
  });
});

describe('logDomain', () => {
  it('is made of powers of ten around the values', () => {
    const rows = lossRows([point('a', 1, 0.03), point('a', 2, 4)], 'loss', 10);
    expect(logDomain(rows)).toEqual([0.01, 10]);
    expect(logDomain(lossRows([point('a', 1, 1)], 'loss', 10))).toEqual([1, 10]);
  });
});

describe('logTicks', () => {
  it('has every power of ten, or every second one', () => {
    expect(logTicks([0.01, 10])).toEqual([0.01, 0.1, 1, 10]);
    expect(logTicks([1e-6, 1])).toEqual([1e-6, 1e-4, 1e-2, 1]);
  });
});
