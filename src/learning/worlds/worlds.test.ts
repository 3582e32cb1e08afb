// Worlds: what their bases learn, what is kept back from it, and the columns that they give a matrix.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import {
  KNOWN_BIJECTIONS,
  NEW_BIJECTIONS,
  SEEN_BIJECTION_PAIRS,
  UNSEEN_BIJECTION_PAIRS,
} from '../tasks/bijections.ts';
import { OLD_FACTS, factsOf } from '../tasks/facts.ts';
import { decode } from '../tasks/vocabulary.ts';
import { REGISTRY, worldOf, worldOfBase } from './index.ts';
import { FACTS_WORLD } from './facts.ts';
import { FUNCTIONS_DIRECT, FUNCTIONS_STEPS } from './functions.ts';
import { PARITY } from './parity.ts';
import { STRINGS } from './strings.ts';
import type { World } from './world.ts';

const linesOf = (world: World, count = 4000): string[] => {
  const rng = new Rng(7);
  const mixture = world.mixture();
  return Array.from({ length: count }, () => decode(mixture.sample(rng).tokens).trim());
};

describe.each(REGISTRY.map((world) => [world.info.id, world] as const))('world %s', (_, world) => {
  test('shares add up to 1, and every share is drawn', () => {
    const { shares } = world.mixture();
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
    const [largest] = shares.toSorted((a, b) => b.share - a.share);
    const lines = linesOf(world);
    const again = linesOf(world);
    expect(lines).toEqual(again);
    expect(largest!.share).toBeLessThan(0.8);
  });

  test('its known capabilities are general or old, with distinct heads of at most 6 characters', () => {
    const known = world.known(16).map((c) => c.capability);
    expect(known.every((c) => c.group === 'general' || c.group === 'old')).toBe(true);
    expect(new Set(known.map((c) => c.short)).size).toBe(known.length);
    for (const { short, items } of known) {
      expect(short.length).toBeLessThanOrEqual(6);
      expect(items).toBe(16);
    }
  });

  test('nothing that is evaluated is in its data', () => {
    const lines = new Set(linesOf(world));
    const closed = new Set(['old-facts']);
    for (const { capability, items } of world.known(64)) {
      if (closed.has(capability.id)) continue;
      const seen = items.filter((item) => lines.has(decode(item.tokens).trim()));
      expect(seen).toEqual([]);
    }
  });
});

describe('functions of digits', () => {
  test('are bijections, all different, and none is the identity', () => {
    const digits = '0123456789';
    const images = [...KNOWN_BIJECTIONS, ...NEW_BIJECTIONS].map((f) => f.apply(digits));
    expect(new Set([...images, digits]).size).toBe(14);
    for (const image of images) expect([...image].toSorted().join('')).toBe(digits);
  });

  test('of 64 pairs 16 are kept back, each function twice in each place', () => {
    expect(SEEN_BIJECTION_PAIRS).toHaveLength(48);
    expect(UNSEEN_BIJECTION_PAIRS).toHaveLength(16);
    for (const f of KNOWN_BIJECTIONS) {
      expect(UNSEEN_BIJECTION_PAIRS.filter((p) => p.f === f)).toHaveLength(2);
      expect(UNSEEN_BIJECTION_PAIRS.filter((p) => p.g === f)).toHaveLength(2);
    }
  });

  test('a base meets seen pairs and known functions alone in both places, in its own format, and nothing else', () => {
    const allowed = new Set([
      ...SEEN_BIJECTION_PAIRS.map(({ g, f }) => `${g.id} ${f.id}`),
      ...KNOWN_BIJECTIONS.flatMap(({ id }) => [`${id} identity`, `identity ${id}`]),
    ]);
    for (const [world, answers] of [
      [FUNCTIONS_STEPS, 2],
      [FUNCTIONS_DIRECT, 1],
    ] as const) {
      const met = new Set<string>();
      for (const line of linesOf(world)) {
        const [, g, f] = /^<(\w+)><(\w+)>/.exec(line)!;
        expect(line.split('=')).toHaveLength(1 + answers);
        met.add(`${g} ${f}`);
      }
      expect(met).toEqual(allowed);
    }
  });
});

describe('facts', () => {
  test('the base knows none of what a stream teaches, and a stream teaches none of what the base knows', () => {
    const taught = new Set([1, 2, 3, 4, 5].flatMap((n) => factsOf(n).map((f) => f.entity)));
    expect(taught.size).toBe(160);
    expect(OLD_FACTS.filter((f) => taught.has(f.entity))).toEqual([]);
    const lines = linesOf(FACTS_WORLD);
    for (const line of lines) {
      for (const [entity] of line.matchAll(/[A-Z]{2}/g)) expect(taught.has(entity)).toBe(false);
    }
  });

  test('questions that are evaluated in other words are of facts that are told, and never put so', () => {
    const asked = FACTS_WORLD.known(500).at(-1)!;
    expect(asked.capability.id).toBe('old.asked');
    expect(asked.items).toHaveLength(128);
    const lines = new Set(linesOf(FACTS_WORLD, 20_000));
    for (const { tokens } of asked.items) {
      const [, entity, attribute, value] = /^\?(\w\w),(\w)=(\w)$/.exec(decode(tokens).trim())!;
      expect(lines.has(decode(tokens).trim())).toBe(false);
      expect(lines.has(`${entity}.${attribute}=${value}`)).toBe(true);
    }
  });
});

test('the base of parity is right in seven of eight of its own examples, with every digit alike', () => {
  const lines = linesOf(PARITY, 20_000).filter((line) => line.startsWith('<m>'));
  const answers = lines.map((line) => /(\d)=(\d)$/.exec(line)!.slice(1).map(Number));
  const right = answers.filter(([last, answer]) => last! % 2 === answer! % 2);
  expect(right.length / lines.length).toBeCloseTo(7 / 8, 1.5);
  for (let digit = 0; digit < 10; digit++) {
    const given = answers.filter(([, answer]) => answer === digit).length;
    expect(given / lines.length).toBeCloseTo(0.1, 1.5);
  }
});

test('random weights belong to the world of strings, checkpoints to that of their card', () => {
  expect(worldOfBase({ kind: 'checkpoint', id: 'missing' }, [])).toBe(STRINGS);
  expect(worldOf('functions-direct')).toBe(FUNCTIONS_DIRECT);
  expect(() => worldOf('nowhere')).toThrow("got 'nowhere'");
});
