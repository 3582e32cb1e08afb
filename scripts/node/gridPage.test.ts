// The grid's page: figures are averaged over seeds, the best value is marked by the score that the page states, and every
// method has values that its knob allows.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkValues } from '../../src/core/params.ts';
import { type GridRow, gridPage, gridTable, score, summarise } from './gridPage.ts';
import { GRID_METHODS, NAIVE, gridExperiment, gridKnob, gridValues } from './gridValues.ts';

const SETTINGS = { base: 'tiny', steps: 10, batch: 16 };

const row = (
  method: string,
  value: number,
  seed: number,
  learning: number,
  kept: number,
): GridRow => ({
  ...SETTINGS,
  method,
  value,
  seed,
  figures: { learning, new: kept, general: kept, old: kept },
  seconds: 1,
  adapter: 'test',
  date: '2026-01-01',
});

const ROWS = [
  row(NAIVE, 0, 1, 1, 0),
  row('ewc', 0.1, 1, 1, 0.2),
  row('ewc', 0.1, 2, 0.8, 0.4),
  row('ewc', 0.2, 1, 0.5, 0.5),
];

test('the score is half what was learned and half the mean of what was kept', () => {
  expect(score({ learning: 0.8, new: 0.3, general: 0.6, old: 0 })).toBeCloseTo(0.55, 10);
});

test('figures are means over the seeds, and the best value is bold', () => {
  const [first] = summarise(ROWS, 'ewc');
  expect(first).toMatchObject({ value: 0.1, seeds: 2 });
  expect(first!.score).toBeCloseTo(0.6, 10);
  const table = gridTable(ROWS, 'ewc');
  expect(table).toContain('| **0.1** | 2 |');
  expect(table).toContain('| 0.2 (default) | 1 |');
  expect(table).toContain('| naive | 1 |');
});

describe.each(GRID_METHODS.map((m) => [m.info.id, m] as const))('%s', (id, plugin) => {
  test('is tried at five to seven values that its knob allows, or at all of fewer, none of them naive', () => {
    const values = gridValues(id);
    const { name } = gridKnob(id);
    const spec = plugin.info.params[name];
    const range = spec?.kind === 'number' && spec.step === 1 ? spec.max - spec.min : Infinity;
    expect(values.length).toBeGreaterThanOrEqual(Math.min(5, range));
    expect(values.length).toBeLessThanOrEqual(7);
    for (const value of values) {
      const { corrections } = checkValues(id, plugin.info.params, { [name]: value });
      expect(corrections).toEqual([]);
    }
    const { learners } = gridExperiment({ method: id, value: values[0]!, seed: 1 }, SETTINGS);
    expect(learners[0]!.methods[0]!.params).toEqual({ [name]: values[0] });
  });
});

test('docs/grid.md is what docs/data/grid.json says (npm run grid writes both)', () => {
  let rows: GridRow[] = [];
  try {
    rows = JSON.parse(readFileSync('docs/data/grid.json', 'utf8')) as GridRow[];
  } catch {
    // Nothing has been measured yet, which the page says.
  }
  expect(readFileSync('docs/grid.md', 'utf8')).toBe(gridPage(rows));
});
