// Facts: nothing of them is known or contradicted elsewhere, and the questions that are kept back are really kept back.

import { expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { baseMixture } from './baseMixture.ts';
import { FACTS, factsOf, questionsNotTaught } from './facts.ts';
import { RETOLD_FACTS, UNTOUCHED_FACTS } from './retoldFacts.ts';
import { FACTS_WORLD } from '../worlds/facts.ts';
import { decode } from './vocabulary.ts';

const NUMBERS = [1, 2, 3, 4, 5];
const all = NUMBERS.flatMap((number) => factsOf(number));

test('160 entities have two attributes each, and no entity is in two tasks', () => {
  expect(all).toHaveLength(320);
  expect(new Set(all.map((f) => f.entity)).size).toBe(160);
  expect(new Set(all.map((f) => f.entity + f.attribute)).size).toBe(320);
});

test('values are spread over the alphabet: knowing the commonest does not help', () => {
  const counts = new Map<string, number>();
  for (const { value } of all) counts.set(value, (counts.get(value) ?? 0) + 1);
  expect(counts.size).toBe(26);
  // The mean is 12.3 of 320.
  expect(Math.max(...counts.values())).toBeLessThan(30);
});

test("the base's data name no entity", () => {
  const rng = new Rng(1);
  const mixture = baseMixture();
  for (let i = 0; i < 2000; i++) {
    expect(decode(mixture.sample(rng).tokens)).not.toMatch(/[A-Z]/);
  }
});

test('half of the questions are kept back from training, about facts that it states otherwise', () => {
  const held = questionsNotTaught(factsOf(2)).map((item) => decode(item.tokens));
  expect(held).toHaveLength(32);
  const taught = FACTS[1]!.heldOut(512).map((item) => decode(item.tokens));
  expect(taught).toHaveLength(160);
  for (const line of held) {
    const [, entity, attribute, value] = /^\n\?([A-Z]{2}),([hj])=([a-z])\n$/.exec(line)!;
    expect(taught).not.toContain(line);
    expect(taught).toContain(`\n${entity}.${attribute}=${value}\n`);
  }
});

test('facts told otherwise are of one half of the old ones, and those left alone of the other', () => {
  const entities = (facts: readonly { readonly entity: string }[]) =>
    new Set(facts.map(({ entity }) => entity));
  const untouched = entities(UNTOUCHED_FACTS);
  expect(untouched.size).toBe(64);
  for (const task of RETOLD_FACTS) {
    const lines = task.heldOut(1000).map((item) => decode(item.tokens));
    const told = new Set(lines.map((line) => /[A-Z]{2}/.exec(line)![0]));
    expect(told.size).toBe(64);
    expect([...told].filter((entity) => untouched.has(entity))).toEqual([]);
  }
});

test('a stream that tells old facts otherwise asks for those left alone, and no other does', () => {
  const columns = (ids: readonly string[]) =>
    FACTS_WORLD.composed(ids, 64).map(({ capability }) => capability.id);
  expect(columns(['old-facts-capitals'])).toEqual(['facts-untouched']);
  expect(columns(['facts-1', 'old-facts-again'])).toEqual(['facts-asked', 'facts-untouched']);
  expect(columns(['facts-1'])).toEqual(['facts-asked']);
});
