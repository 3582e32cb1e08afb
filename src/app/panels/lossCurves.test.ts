import { describe, expect, it } from 'vitest';
import type { LossPoint } from '../../core/runRecord.ts';
import { linearTicks, logDomain, logTicks, lossRows, ratioTicks, stretch } from './lossCurves.ts';

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

  it('shows figures of own answers as they are, and nothing of points without them', () => {
    const drawn = { entropy: 0, probabilityRatio: 1.0001, k1: -0.25, k2: 0.03, k3: 0.02 };
    const points = [point('a', 1, 2), { ...point('rl', 1, -0.5), reward: 0, ...drawn }];
    for (const [quantity, value] of Object.entries(drawn)) {
      const rows = lossRows(points, quantity as keyof typeof drawn, 10);
      expect(rows).toEqual([{ step: 1, values: { rl: value } }]);
    }
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

describe('ticks of linear axes', () => {
  const rows = (...values: number[]) => values.map((a, step) => ({ step, values: { a } }));

  it('begin at 0, or are symmetric where values are negative', () => {
    expect(linearTicks(rows(0.3, 1.7))).toEqual([0, 1, 2]);
    expect(linearTicks(rows(0.0003, 0.0004))).toEqual([0, 0.00025, 0.0005]);
    expect(linearTicks(rows(0.3, -0.011))).toEqual([-0.5, 0, 0.5]);
    expect(linearTicks(rows(0))).toEqual([0, 0.5, 1]);
  });

  it('stand around 1 for a ratio, wide enough that float noise is no curve', () => {
    expect(ratioTicks(rows(1.000002, 0.999999))).toEqual([0.99, 1, 1.01]);
    expect(ratioTicks(rows(1.3, 0.9))).toEqual([0.5, 1, 1.5]);
  });
});
