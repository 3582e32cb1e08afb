// The grid's page: figures are averaged over seeds, the best value is marked by the score that the page states, and every
// subject has values that its knob allows and learners that can be run.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkValues } from '../../src/core/params.ts';
import { describeExperiment } from '../../src/learning/describe.ts';
import { readBases } from './bases.ts';
import { NAIVE, gridExperiment } from './gridExperiment.ts';
import { type GridRow, gridPage, gridTable, score, summarise } from './gridPage.ts';
import { GRID_SUBJECTS, gridSettings, gridSubject } from './gridSubjects.ts';

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
  row(NAIVE.functions, 0, 1, 1, 0),
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

test('where learning rates are tried as well, each pair is a line; the best pair is bold, only the default one is marked', () => {
  const rows = [
    { ...row('lora', 8, 1, 0.5, 0.1), rate: 0.001 },
    { ...row('lora', 8, 1, 0.9, 0.1), rate: 0.004 },
    { ...row('lora', 8, 2, 0.7, 0.1), rate: 0.004 },
    { ...row('lora', 2, 1, 0.4, 0.1), rate: 0.004 },
  ];
  const lines = gridTable([...rows, row(NAIVE.long, 0, 1, 1, 0)], 'lora').split('\n');
  expect(lines.map((line) => line.split(' | ').slice(0, 3).join(' | '))).toEqual([
    '| rank, r | learning rate | seeds',
    '| --- | --- | ---',
    '| naive | 0.001 | 1',
    '| 2 | 0.004 | 1',
    '| 8 (default) | 0.001 | 1',
    '| **8** | **0.004** | 2',
  ]);
});

test('streams are measured apart: the settings of one do not hide what the other has', () => {
  const facts = [row(NAIVE.facts, 0, 1, 1, 0.2), row('knn-lm', 0.4, 1, 1, 0.9)].map((r) => ({
    ...r,
    base: 'facts',
  }));
  const page = gridPage([...ROWS, ...facts]);
  expect(page.indexOf('## Online EWC')).toBeLessThan(page.indexOf('## On new facts'));
  const [functions, aboutFacts] = page.split('## On new facts') as [string, string];
  expect(functions).toContain('base tiny, 3 phases');
  expect(functions).not.toContain('kNN-LM');
  expect(aboutFacts).toContain('base facts, 2 phases');
  expect(aboutFacts).toContain('### kNN-LM');
  expect(aboutFacts).toContain('| naive | 1 | 1.000 | 0.200 |');
});

describe.each(GRID_SUBJECTS.map((s) => [s.info.id, s] as const))('%s', (id, subject) => {
  const { info, knob, values, rates } = subject;

  test('is tried at five to seven values that its knob allows, or at all of fewer, none of them naive', () => {
    const { spec } = knob;
    const range = spec.step === 1 ? spec.max - spec.min : Infinity;
    expect(values.length).toBeGreaterThanOrEqual(Math.min(5, range));
    expect(values.length).toBeLessThanOrEqual(7);
    for (const value of values) {
      const { corrections } = checkValues(id, info.params, { [knob.name]: value });
      expect(corrections).toEqual([]);
    }
  });

  test('is the one thing that its learner has, in a run that there can be', () => {
    const settings = gridSettings(subject);
    expect(settings).toHaveLength(values.length * Math.max(1, rates.length));
    const { value, rate } = settings.at(-1)!;
    const point = { method: id, value, ...(rate !== undefined && { rate }), seed: 1 };
    const experiment = gridExperiment(point, SETTINGS);
    const { methods, trainable, optimizer } = experiment.learners[0]!;
    const chosen = [...methods, trainable, optimizer].filter((choice) => choice.id === id);
    expect(chosen.map(({ params }) => params)).toEqual([{ [knob.name]: value }]);
    if (rate !== undefined) expect(optimizer.params).toEqual({ learningRate: rate });
    expect(() => describeExperiment(experiment, readBases(), null)).not.toThrow();
  });
});

test('memories answer beside frozen weights on facts; all else trains on functions', () => {
  const about = (id: string) => {
    const { phases, learners } = gridExperiment({ method: id, value: 1, seed: 1 }, SETTINGS);
    return [phases.map((p) => p.tasks[0]!.id).join(), learners[0]!.objective.id];
  };
  const functions = 'word-mirror,sort-down,sort-up';
  expect(about('knn-lm')).toEqual(['facts-4,facts-5', 'frozen']);
  expect(about('retrieval')).toEqual(['facts-4,facts-5', 'frozen']);
  expect(about(NAIVE.facts)).toEqual(['facts-4,facts-5', 'fine-tuning']);
  for (const id of ['ewc', 'lora', 'muon', NAIVE.functions])
    expect(about(id)).toEqual([functions, 'fine-tuning']);
  const steps = (id: string) =>
    gridExperiment({ method: id, value: 1, seed: 1 }, SETTINGS).phases[0]!.steps;
  expect(['ewc', NAIVE.functions, 'lora', 'muon', NAIVE.long].map(steps)).toEqual([
    10, 10, 20, 20, 20,
  ]);
  expect(() => gridSubject('nothing')).toThrow(
    /expected some of .*knn-lm.*sparse.*muon, got 'nothing'/,
  );
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
