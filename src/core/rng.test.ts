// The hash against an independent transcription of the paper, and the properties that every user of Rng relies on.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Rng, hashString, pcg4d, toUniform } from './rng.ts';

const MASK = 0xffff_ffffn;

/** pcg4d as Jarzynski and Olano print it, in big integers: no Math.imul, no shift coercions. */
function pcg4dOfPaper(input: readonly number[]): number[] {
  const v = input.map((x) => (BigInt(x) * 1664525n + 1013904223n) & MASK) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const round = () => {
    v[0] = (v[0] + v[1] * v[3]) & MASK;
    v[1] = (v[1] + v[2] * v[0]) & MASK;
    v[2] = (v[2] + v[0] * v[1]) & MASK;
    v[3] = (v[3] + v[1] * v[2]) & MASK;
  };
  round();
  for (let i = 0; i < 4; i++) v[i] = v[i]! ^ (v[i]! >> 16n);
  round();
  return v.map(Number);
}

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });

describe('pcg4d', () => {
  it('is the function of the paper', () => {
    fc.assert(
      fc.property(fc.tuple(u32, u32, u32, u32), (input) => {
        const out = new Uint32Array(4);
        pcg4d(...input, out);
        expect([...out]).toEqual(pcg4dOfPaper(input));
      }),
    );
  });
});

describe('toUniform', () => {
  it('covers [0, 1) in steps that f32 holds exactly', () => {
    expect(toUniform(0)).toBe(0);
    expect(toUniform(0xffff_ffff)).toBe(1 - 2 ** -24);
    fc.assert(
      fc.property(u32, (bits) => {
        expect(Math.fround(toUniform(bits))).toBe(toUniform(bits));
      }),
    );
  });
});

describe('hashString', () => {
  it('separates short names, in its high bits too', () => {
    const names = Array.from({ length: 4096 }, (_, i) => `name-${i}`);
    const hashes = names.map(hashString);
    expect(new Set(hashes).size).toBe(names.length);
    const buckets = Array.from({ length: 16 }, () => 0);
    for (const hash of hashes) buckets[hash >>> 28]!++;
    // 256 expected in each; 5 standard deviations are 78.
    for (const count of buckets) expect(Math.abs(count - 256)).toBeLessThan(78);
  });
});

describe('Rng', () => {
  const draws = (rng: Rng, count = 8) => Array.from({ length: count }, () => rng.u32());

  it('repeats itself for the same seed, purpose and step, and differs in any of them', () => {
    const same = draws(new Rng(3, 4, 5));
    expect(draws(new Rng(3, 4, 5))).toEqual(same);
    for (const other of [new Rng(4, 4, 5), new Rng(3, 5, 5), new Rng(3, 4, 6)]) {
      expect(draws(other)).not.toEqual(same);
    }
  });

  it('forks without consuming, by name and step', () => {
    const rng = new Rng(1);
    const fork = draws(rng.fork('data', 2));
    expect(draws(rng)).toEqual(draws(new Rng(1)));
    expect(draws(rng.fork('data', 2))).toEqual(fork);
    expect(draws(rng.fork('data', 3))).not.toEqual(fork);
    expect(draws(rng.fork('init', 2))).not.toEqual(fork);
  });

  it('draws uniform numbers and integers evenly', () => {
    const rng = new Rng(11);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 20_000; i++) counts[rng.below(10)]!++;
    // 2000 expected in each; 5 standard deviations are 212.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(212);
  });

  it('draws normal numbers of mean 0, variance 1 and kurtosis 3', () => {
    const rng = new Rng(12);
    const values = Array.from({ length: 50_000 }, () => rng.normal());
    const moment = (k: number) => values.reduce((sum, v) => sum + v ** k, 0) / values.length;
    expect(values.every(Number.isFinite)).toBe(true);
    expect(Math.abs(moment(1))).toBeLessThan(0.025);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.035);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.25);
  });

  it('shuffles a copy, and every element can come first', () => {
    const items = ['a', 'b', 'c', 'd'];
    const first = new Set<string>();
    for (let seed = 0; seed < 100; seed++) {
      const shuffled = new Rng(seed).shuffled(items);
      expect([...shuffled].sort()).toEqual(items);
      first.add(shuffled[0]!);
    }
    expect(items).toEqual(['a', 'b', 'c', 'd']);
    expect(first.size).toBe(4);
  });

  it('picks every element of a list', () => {
    const rng = new Rng(13);
    const picked = new Set(Array.from({ length: 100 }, () => rng.pick(['x', 'y', 'z'])));
    expect([...picked].sort()).toEqual(['x', 'y', 'z']);
  });
});
