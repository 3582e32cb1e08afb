// Every finding can be run: its experiments are valid, their learners known, and what it compares is of one stream.

import { describe, expect, test } from 'vitest';
import { experimentSchema } from '../../../src/core/experiment.ts';
import { describeExperiment } from '../../../src/learning/describe.ts';
import { FINDING_PRESETS } from '../../../src/learning/presets/findings.ts';
import { readBases } from '../../node/bases.ts';
import { FRONTIER } from './arms.ts';
import { FINDINGS, NOT_BUILT } from './index.ts';

test('numbers are distinct and ascend, with those that are not built from 1 to 20', () => {
  const numbers = FINDINGS.map(({ id }) => Number(id.slice(1)));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  const all = [...FINDINGS, ...NOT_BUILT].map(({ id }) => Number(id.slice(1)));
  expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});

test('every ready-made experiment of a finding is used by one', () => {
  const used = FINDINGS.flatMap(({ arms }) => arms.map(({ experiment }) => experiment));
  const unused = FINDING_PRESETS.filter(({ experiment }) => !used.includes(experiment));
  expect(unused.map(({ id }) => id)).toEqual([]);
});

describe.each(FINDINGS.map((finding) => [finding.id, finding] as const))('%s', (_, finding) => {
  test('has arms that can be run and files named after', () => {
    const { arms } = finding;
    expect(new Set(arms.map(({ id }) => id)).size).toBe(arms.length);
    expect(new Set(arms.map(({ name }) => name)).size).toBe(arms.length);
    const bases = readBases();
    for (const { id, experiment, learnerId, runner } of arms) {
      expect(id).toMatch(/^[a-z0-9.-]+$/);
      if (!runner) expect(experimentSchema.parse(experiment)).toEqual(experiment);
      const { costs } = describeExperiment(experiment, bases, null);
      expect(costs.map((c) => c.learnerId)).toContain(learnerId);
    }
  });

  test('has figures with distinct ids and heads, and sources with links', () => {
    const { figures, sources } = finding;
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
    expect(new Set(figures.map(({ label }) => label)).size).toBe(figures.length);
    for (const { text, url } of sources) {
      expect(text).toMatch(/ \d{4}, /);
      expect(url).toMatch(/^https:\/\//);
    }
  });

  test('has all of the frontier or none, on one stream', () => {
    const ids = finding.arms.map(({ id }) => id);
    const lower = FRONTIER.filter((id) => id !== 'naive' && ids.includes(id));
    expect([0, FRONTIER.length - 1]).toContain(lower.length);
    if (lower.length === 0) return;
    const streams = finding.arms
      .filter(({ id }) => (FRONTIER as readonly string[]).includes(id))
      .map(({ experiment: { base, phases, batchSize, evaluation } }) =>
        JSON.stringify([base, phases, batchSize, evaluation]),
      );
    expect(streams).toHaveLength(FRONTIER.length);
    expect(new Set(streams).size).toBe(1);
  });
});
