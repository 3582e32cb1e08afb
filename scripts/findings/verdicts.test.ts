// What each finding makes of figures as published, and of figures to the contrary. The figures are made up.

import { describe, expect, test } from 'vitest';
import { FINDINGS } from './definitions/index.ts';
import type { Claim } from '../../src/core/gallery.ts';
import { verdictOf } from './finding.ts';
import { type Given, measuredLike } from './testing.ts';

const claim = (holds: boolean, main?: true): Claim => ({
  says: '',
  holds,
  because: '',
  ...(main && { main }),
});

test.each([
  ['all hold', [claim(true, true), claim(true)], 'reproduced'],
  ['one fails', [claim(true, true), claim(false)], 'partly'],
  ['a main one fails', [claim(false, true), claim(true)], 'not reproduced'],
  ['all fail', [claim(false), claim(false)], 'not reproduced'],
])('%s', (_, claims, verdict) => {
  expect(verdictOf(claims)).toBe(verdict);
});

const point = (learning: number, final: number, general: number): Given => ({
  learning,
  final,
  forgetting: learning - final,
  general,
  old: general,
  both: Math.min(learning, general),
});

const RATES = {
  frozen: point(0, 0, 0.99),
  'naive-1e-4': point(0.1, 0.1, 0.9),
  'naive-3e-4': point(0.5, 0.2, 0.5),
  naive: point(0.95, 0.3, 0.05),
};
const KEEPS = point(0.95, 0.9, 0.9);

const prefixed = (prefix: string, arms: Readonly<Record<string, Given>>) =>
  Object.fromEntries(Object.entries(arms).map(([id, given]) => [`${prefix}${id}`, given]));

const answers = (kept: number, right: number): Given => ({ 'kept-at-half': kept, right });

const pairs = (right: number, kept: number): Given => ({
  ...point(1, kept, kept),
  forgetting: 1 - kept,
  'pairs.new-new': right,
  'pairs.new-old': right,
  'pairs.old-new': right,
});

const moved = (divergence: number, general: number): Given => ({
  right: 1,
  'task-divergence': divergence,
  general,
});

const online = (first: number, last: number, from = 10, to = 10): Given => ({
  'online-first': first,
  'online-last': last,
  'rank-first': from,
  'rank-last': to,
});

/** Figures of the arms by id of the finding, as its paper would have them. */
const AS_PUBLISHED: Readonly<Record<string, Readonly<Record<string, Given>>>> = {
  e1: { ...RATES, joint: point(0.8, 0.95, 0.95) },
  e2: {
    ...RATES,
    'replay-50': KEEPS,
    'pseudo-rehearsal': point(0.9, 0.6, 0.6),
    'ewc-0.1': point(0.8, 0.3, 0.3),
    si: point(0.9, 0.3, 0.2),
    'lwf-0.3': point(0.9, 0.2, 0.05),
  },
  e3: { naive: answers(0.7, 0.6), rl: answers(0.97, 1), 'rejection-sampling': answers(0.95, 1) },
  e4: { 'steps.replay': pairs(0.97, 0.97), 'direct.replay': pairs(0.05, 0.97) },
  e5: {
    ...RATES,
    'pseudo-rehearsal': point(0.9, 0.8, 0.85),
    'replay-50': KEEPS,
    'functions.naive': RATES.naive,
    'functions.pseudo-rehearsal': point(0.9, 0.8, 0.85),
    'functions.replay-50': KEEPS,
  },
  e6: { naive: RATES.naive, 'a-gem': point(0.95, 0.35, 0.1), 'replay-50': KEEPS },
  e7: {
    ...RATES,
    'lora-1-1e-3': point(0.1, 0.1, 0.9),
    'lora-4-1e-3': point(0.3, 0.2, 0.7),
    'lora-16-1e-3': point(0.4, 0.2, 0.62),
    'lora-1-5e-3': point(0.5, 0.2, 0.52),
    'lora-4-5e-3': point(0.7, 0.2, 0.3),
    'lora-16-5e-3': point(0.9, 0.3, 0.1),
  },
  e8: {
    ...RATES,
    'ewc-0.001': point(0.95, 0.3, 0.1),
    'ewc-0.01': point(0.93, 0.4, 0.4),
    'ewc-0.1': point(0.85, 0.5, 0.8),
    'ewc-1': point(0.3, 0.2, 0.95),
    'ewc-10': point(0.05, 0.05, 0.97),
  },
  e9: { naive: answers(0.7, 0.8), sdft: answers(0.9, 0.95) },
  e10: {
    naive: online(0.6, 0.1, 14, 2),
    'weight-decay': online(0.6, 0.5),
    'shrink-and-perturb': online(0.8, 0.8),
  },
  e11: {
    naive: { 'left-after': 0.2, 'left-at-end': 0.8, recovered: 0.75 },
    'capitals.naive': { 'left-after': 0, 'left-at-end': 0.8, recovered: 0.8 },
    'changed.naive': { 'left-after': 0.2, 'left-at-end': 0.3, recovered: 0.12 },
  },
  e12: { kept: { dip: 0.3, recovery: 0.25 }, reset: { dip: 0.4, recovery: 0.3 } },
  e13: {
    ...RATES,
    'lwf-0.3': point(0.95, 0.3, 0.05),
    'lwf-1': point(0.9, 0.2, 0.1),
    'kl-old': point(0.95, 0.9, 0.7),
    'kl-base': point(0.95, 0.4, 0.85),
  },
  e14: {
    ...RATES,
    'wise-25': point(0.9, 0.5, 0.4),
    'wise-50': point(0.75, 0.4, 0.72),
    'wise-75': point(0.3, 0.2, 0.95),
    ...prefixed('functions.', RATES),
    'functions.wise-25': point(0.4, 0.1, 0.3),
    'functions.wise-50': point(0.1, 0.05, 0.7),
  },
  e15: {
    ...RATES,
    'replay-5': point(0.95, 0.5, 0.5),
    'replay-10': point(0.95, 0.6, 0.6),
    'replay-25': point(0.95, 0.8, 0.8),
    'replay-50': KEEPS,
  },
  e18: { 'direct.replay': pairs(0.01, 0.97) },
  e19: {
    ...RATES,
    'replay-50': KEEPS,
    'ewc-0.1': point(0.93, 0.5, 0.5),
    'kl-base': KEEPS,
    'a-gem': point(0.95, 0.5, 0.5),
    'wise-10': point(0.93, 0.4, 0.4),
    // One of a family is enough.
    'lora-4-5e-3': point(0.93, 0.4, 0.4),
  },
  e20: {
    'one-naive': moved(3, 0.5),
    'two-naive': moved(1.5, 0.75),
    'any-naive': moved(0.1, 0.98),
    'rejection-sampling': moved(0.5, 0.92),
    rl: moved(0.8, 0.88),
    'rl-kl': moved(0.2, 0.96),
  },
};

/** Where figures that are all 0 are not to the contrary. */
const TO_THE_CONTRARY: Readonly<Record<string, Readonly<Record<string, Given>>>> = {
  // LoRA as good as everything else is bad.
  e7: { ...RATES, ...Object.fromEntries(loraIds().map((id) => [id, KEEPS])) },
};

function loraIds(): string[] {
  const { arms } = FINDINGS.find(({ id }) => id === 'e7')!;
  return arms.map(({ id }) => id).filter((id) => id.startsWith('lora'));
}

describe.each(FINDINGS.map((finding) => [finding.id, finding] as const))('%s', (id, finding) => {
  test('figures as published reproduce it', () => {
    const claims = finding.judge(measuredLike(finding, AS_PUBLISHED[id]!));
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
    expect(verdictOf(claims)).toBe('reproduced');
  });

  test('where no learner differs from another, or figures say the contrary, it is not reproduced', () => {
    const claims = finding.judge(measuredLike(finding, TO_THE_CONTRARY[id] ?? {}));
    expect(verdictOf(claims)).toBe('not reproduced');
  });

  test('every claim says on which figures it was decided', () => {
    const claims = finding.judge(measuredLike(finding, AS_PUBLISHED[id]!));
    for (const { says, because } of claims) {
      expect(says).toMatch(/\.$/);
      expect(because).toMatch(/\d/);
    }
  });
});

const verdictLike = (id: string, change: Readonly<Record<string, Given>>) => {
  const finding = FINDINGS.find((f) => f.id === id)!;
  return verdictOf(finding.judge(measuredLike(finding, { ...AS_PUBLISHED[id], ...change })));
};

test('a family that keeps more but learns less than nine tenths does not count, nor one on the frontier', () => {
  expect(verdictLike('e19', {})).toBe('reproduced');
  expect(verdictLike('e19', { 'wise-10': point(0.8, 0.9, 0.9) })).toBe('partly');
  expect(verdictLike('e19', { 'a-gem': RATES['naive']! })).toBe('partly');
});

test('what only qualifies a finding makes it partly reproduced', () => {
  expect(verdictLike('e2', { 'pseudo-rehearsal': point(0.9, 0.1, 0.1) })).toBe('partly');
  expect(verdictLike('e12', { reset: { dip: 0, recovery: 0 } })).toBe('partly');
  // SDFT that keeps more and learns no better.
  expect(verdictLike('e9', { sdft: answers(0.9, 0.8) })).toBe('partly');
});

test('what is kept and has nothing to do with the divergence makes the razor partly reproduced', () => {
  // The two with the least divergence keep as little as the one with the most.
  const changed = { 'rejection-sampling': moved(0.1, 0.5), 'rl-kl': moved(0.1, 0.5) };
  expect(verdictLike('e20', {})).toBe('reproduced');
  expect(verdictLike('e20', changed)).toBe('partly');
  expect(verdictLike('e20', { 'two-naive': { ...moved(1.5, 0.75), right: 0.8 } })).toBe(
    'not reproduced',
  );
});

test('what comes back in part only makes spurious forgetting partly reproduced', () => {
  expect(verdictLike('e11', { naive: { recovered: 0.4 } })).toBe('partly');
  expect(verdictLike('e11', { naive: { recovered: 0.2 } })).toBe('not reproduced');
});

test('a method that only learns less is no better than a lower rate', () => {
  // Keeps .5 where naive at a third of the rate does, and learns as little.
  expect(
    verdictLike('e14', {
      'wise-25': RATES['naive-3e-4'],
      'wise-50': RATES['naive-3e-4'],
      'wise-75': RATES['naive-1e-4'],
    }),
  ).toBe('not reproduced');
});
