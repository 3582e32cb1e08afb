// Which columns an experiment's accuracy matrix has, and what stands behind them.

import { describe, expect, test } from 'vitest';
import { DEFAULT_EXPERIMENT } from '../core/defaultExperiment.ts';
import type { Phase } from '../core/experiment.ts';
import { capabilitiesOf, columnsTaught } from './capabilities.ts';
import { decode } from './tasks/vocabulary.ts';

const phase = (...ids: string[]): Phase => ({
  tasks: ids.map((id) => ({ id, weight: 1 })),
  steps: 10,
  blur: 0,
});
const FIXED = ['addition', 'recall', 'grammar', 'copy', 'old.functions', 'old.pairs'];
const idsOf = (phases: readonly Phase[]): string[] =>
  capabilitiesOf(phases, 8).map((c) => c.capability.id);
const namesOf = (tokens: readonly number[]): string[] => decode(tokens).match(/<[^>]+>/g)!;

describe('capabilities', () => {
  test('of the default experiment', () => {
    const evaluated = capabilitiesOf(DEFAULT_EXPERIMENT.phases, 48);
    expect(evaluated.map((e) => [e.capability.id, e.capability.group])).toEqual([
      ['addition', 'general'],
      ['recall', 'general'],
      ['grammar', 'general'],
      ['copy', 'general'],
      ['old.functions', 'old'],
      ['old.pairs', 'old'],
      ['new.reverse', 'new'],
      ['new.drop-first', 'new'],
      ['new.double', 'new'],
      ['composed', 'composed'],
    ]);
    for (const { capability, items } of evaluated) {
      expect(items).toHaveLength(48);
      expect(capability.items).toBe(48);
      expect(capability.short.length).toBeLessThanOrEqual(6);
    }
    expect(capabilitiesOf(DEFAULT_EXPERIMENT.phases, 48)).toEqual(evaluated);
  });

  test('one column per distinct task, whatever repeats or mixes', () => {
    const phases = [phase('reverse'), phase('addition', 'reverse'), phase('reverse')];
    expect(idsOf(phases)).toEqual([...FIXED, 'new.reverse', 'new.addition']);
    const capabilities = capabilitiesOf(phases, 8).map((c) => c.capability);
    expect(columnsTaught(phases, capabilities)).toEqual([[6], [7, 6], [6]]);
  });

  test('compositions only of two new functions that need each other', () => {
    expect(idsOf([])).toEqual(FIXED);
    expect(idsOf([phase('reverse')])).not.toContain('composed');
    expect(idsOf([phase('reverse'), phase('rotate-left')])).not.toContain('composed');
    expect(idsOf([phase('sort-up'), phase('sort-down')])).not.toContain('composed');
    expect(idsOf([phase('reverse', 'next')])).toContain('composed');
  });

  test('composed items are pairs of the stream, step by step, never a function with itself', () => {
    const composed = capabilitiesOf(DEFAULT_EXPERIMENT.phases, 48).at(-1)!;
    for (const { tokens } of composed.items) {
      const [g, f, ...more] = namesOf(tokens);
      expect(more).toEqual([]);
      expect(g).not.toBe(f);
      expect(['<reverse>', '<drop-first>', '<double>']).toEqual(expect.arrayContaining([g, f]));
      expect(decode(tokens).split('=')).toHaveLength(3);
    }
    expect(new Set(composed.items.map(({ tokens }) => namesOf(tokens).join(''))).size).toBe(6);
  });

  test('only what has many right answers is evaluated by sampling', () => {
    const evaluated = capabilitiesOf([phase('reverse', 'anagram')], 8);
    const sampled = evaluated.filter((e) => e.reward).map((e) => e.capability.id);
    expect(sampled).toEqual(['new.anagram']);
  });

  test('old functions are spread over all 16', () => {
    const old = capabilitiesOf([], 48).find((c) => c.capability.id === 'old.functions')!;
    const names = old.items.map(({ tokens }) => namesOf(tokens).join(''));
    expect(new Set(names).size).toBe(16);
    expect(names.filter((n) => n === '<copy>')).toHaveLength(3);
  });
});

test('a stream of facts is also asked about them in words that it does not use', () => {
  const phases = ['facts-1', 'facts-3'].map((id) => ({
    tasks: [{ id, weight: 1 }],
    steps: 1,
    blur: 0,
  }));
  const asked = capabilitiesOf(phases, 512).find((c) => c.capability.id === 'facts-asked');
  expect(asked?.capability).toMatchObject({ group: 'new', items: 64, chance: 1 / 26 });
});
