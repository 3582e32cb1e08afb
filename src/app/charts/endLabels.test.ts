import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pushApart } from './endLabels.ts';

describe('pushApart', () => {
  it('leaves labels alone that have room', () => {
    expect(pushApart([10, 50, 90], 14.5, 6, 100)).toEqual([10, 50, 90]);
  });

  it('spreads equal ones around their height', () => {
    expect(pushApart([50, 50, 50], 10, 0, 100)).toEqual([40, 50, 60]);
  });

  it('keeps them inside', () => {
    expect(pushApart([0, 1], 14, 6, 100)).toEqual([6, 20]);
    expect(pushApart([99, 100], 14, 6, 100)).toEqual([86, 100]);
  });

  it('shrinks the gap where they do not fit', () => {
    expect(pushApart([0, 0, 0], 14, 0, 10)).toEqual([0, 5, 10]);
  });

  it('keeps order, gap and frame for any heights', () => {
    const heights = fc.array(fc.double({ min: 0, max: 120, noNaN: true }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(heights, (wanted) => {
        const placed = pushApart(wanted, 14.5, 6, 124);
        const sorted = wanted
          .map((y, i) => ({ y, p: placed[i]! }))
          .sort((a, b) => a.y - b.y || a.p - b.p);
        for (let i = 0; i < sorted.length; i++) {
          expect(sorted[i]!.p).toBeGreaterThanOrEqual(6 - 1e-9);
          expect(sorted[i]!.p).toBeLessThanOrEqual(124 + 1e-9);
          if (i > 0) expect(sorted[i]!.p - sorted[i - 1]!.p).toBeGreaterThanOrEqual(14.5 - 1e-9);
        }
      }),
    );
  });
});
