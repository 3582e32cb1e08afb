// The base's data: its shares, its prompt weights, and that it holds nothing that a stream is to teach.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { baseMixture } from './baseMixture.ts';
import { NEW_FUNCTIONS } from './functionTable.ts';
import { recallTask } from './recall.ts';
import { decode } from './vocabulary.ts';

const draw = (options: Parameters<typeof baseMixture>[0], count: number) => {
  const mixture = baseMixture(options);
  const rng = new Rng(9);
  return Array.from({ length: count }, () => mixture.sample(rng));
};

describe('base mixture', () => {
  test('shares add up to 1 and are what is drawn', () => {
    const { shares } = baseMixture();
    expect(shares.reduce((sum, s) => sum + s.share, 0)).toBeCloseTo(1, 12);
    const texts = draw({}, 10_000).map((item) => decode(item.tokens));
    const share = (pattern: RegExp) => texts.filter((t) => pattern.test(t)).length / texts.length;
    // Standard error at most .005.
    expect(share(/^\n\d\d\+/)).toBeCloseTo(0.2, 1);
    expect(Math.abs(share(/^\n\d\d\+/) - 0.2)).toBeLessThan(0.015);
    expect(Math.abs(share(/^\n<[^>]+><[^>]+>/) - 0.32)).toBeLessThan(0.015);
    expect(Math.abs(share(/\|/) - 0.08)).toBeLessThan(0.015);
    expect(Math.abs(share(/^\n<copy>[a-z]+=[a-z]+\n$/) - 0.22 / 16)).toBeLessThan(0.005);
  });

  test('holds no new function', () => {
    const all = draw({}, 10_000)
      .map((item) => decode(item.tokens))
      .join('');
    for (const f of NEW_FUNCTIONS) expect(all).not.toContain(`<${f.id}>`);
  });

  test('weighs prompts only when asked to, and never those of demonstrations', () => {
    const plain = draw({}, 500);
    const weighed = draw({ promptWeight: 0.1 }, 500);
    expect(weighed.map((i) => i.tokens)).toEqual(plain.map((i) => i.tokens));
    expect(weighed.map((i) => i.scored)).toEqual(plain.map((i) => i.scored));
    weighed.forEach((item, n) => {
      const demonstration = decode(item.tokens).includes('|');
      const expected = plain[n]!.weights.map((w, i) =>
        i > 0 && w === 0 && !demonstration ? 0.1 : w,
      );
      expect(item.weights).toEqual(expected);
    });
  });

  test('answers pairs directly when asked to', () => {
    const pairs = draw({ pairs: 'direct' }, 2000)
      .map((item) => decode(item.tokens))
      .filter((t) => /^\n<[^>]+><[^>]+>/.test(t));
    expect(pairs.length).toBeGreaterThan(300);
    expect(pairs.every((t) => t.split('=').length === 2)).toBe(true);
  });
});

test('recall can be limited to few keys', () => {
  const rng = new Rng(1);
  const task = recallTask({ keys: 8 });
  const letters = new Set<string>();
  for (let i = 0; i < 500; i++) {
    for (const l of decode(task.sample(rng).tokens).match(/[a-z]/g)!) letters.add(l);
  }
  expect([...letters].toSorted().join('')).toBe('abcdefgh');
});
