// Which pairs are trained on, which never are, and which a composition test may use.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { baseMixture } from './baseMixture.ts';
import { BASE_FUNCTIONS, NEW_FUNCTIONS, type WordFunction } from './functionTable.ts';
import { needsBoth, pairItems, PAIRS, SEEN_PAIRS, UNSEEN_PAIRS } from './pairs.ts';
import { decode } from './vocabulary.ts';

/** The two function names that stand side by side, if any. */
const namesOf = (text: string): string => /<[^>]+><[^>]+>/.exec(text)?.[0] ?? '';
const nameOf = ({ g, f }: { g: WordFunction; f: WordFunction }): string => `<${g.id}><${f.id}>`;
const functionOf = (id: string): WordFunction =>
  [...BASE_FUNCTIONS, ...NEW_FUNCTIONS].find((f) => f.id === id)!;

describe('pairs', () => {
  test('about a quarter of the 256 base pairs is never seen, every function as often as the others', () => {
    expect(SEEN_PAIRS.length + UNSEEN_PAIRS.length).toBe(256);
    expect(UNSEEN_PAIRS.length).toBeGreaterThan(48);
    expect(UNSEEN_PAIRS.length).toBeLessThan(80);
    for (const f of BASE_FUNCTIONS) {
      for (const place of ['f', 'g'] as const) {
        const times = UNSEEN_PAIRS.filter((p) => p[place] === f).length;
        expect([3, 4]).toContain(times);
      }
    }
  });

  test('training on pairs or on the base mixture shows no unseen pair', () => {
    const unseen = new Set(UNSEEN_PAIRS.map(nameOf));
    const rng = new Rng(4);
    const mixture = baseMixture();
    for (let i = 0; i < 5000; i++) {
      expect(unseen.has(namesOf(decode(PAIRS.sample(rng).tokens)))).toBe(false);
      expect(unseen.has(namesOf(decode(mixture.sample(rng).tokens)))).toBe(false);
    }
  });

  test('items are spread evenly over the pairs', () => {
    const few = pairItems(UNSEEN_PAIRS, 'steps', 48).map((item) => namesOf(decode(item.tokens)));
    expect(new Set(few).size).toBe(48);
    const two = pairItems(UNSEEN_PAIRS.slice(0, 2), 'direct', 9);
    const counts = UNSEEN_PAIRS.slice(0, 2).map(
      (pair) => two.filter((item) => namesOf(decode(item.tokens)) === nameOf(pair)).length,
    );
    expect(counts).toEqual([5, 4]);
    expect(pairItems([], 'steps', 9)).toEqual([]);
  });

  test('the function nearest the word acts first', () => {
    const pair = { g: functionOf('next'), f: functionOf('drop-last') };
    const [steps] = pairItems([pair], 'steps', 1);
    const [, word, middle, result] = /^\n<next><drop-last>(\w+)=(\w+)=(\w+)\n$/.exec(
      decode(steps!.tokens),
    )!;
    expect(middle).toBe(word!.slice(0, -1));
    expect(result).toBe(functionOf('next').apply(middle!));
  });

  test('a pair that one function alone could answer does not test composition', () => {
    const both = (g: string, f: string): boolean =>
      needsBoth({ g: functionOf(g), f: functionOf(f) });
    expect(both('sort-up', 'sort-down')).toBe(false);
    expect(both('sort-up', 'reverse')).toBe(false);
    expect(both('copy', 'reverse')).toBe(false);
    expect(both('next', 'reverse')).toBe(true);
    expect(both('double', 'next')).toBe(true);
  });
});
