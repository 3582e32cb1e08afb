// Default strengths: `npm run grid -- ewc lora muon knn-lm --seeds 11,12 --steps 80`. Runs each method, set of trainable
// parameters or optimizer (all where none is named) over values of its knob on a development stream, one run after the other,
// and keeps every result in docs/data/grid.json at once, so that it goes on where it was stopped. Prints a table of each and
// writes docs/grid.md. `--values` takes the place of a knob's values, `--rates` of the learning rates beside them.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { meanOf } from '../src/core/accuracyMatrix.ts';
import { totalSteps } from '../src/core/experiment.ts';
import type { CapabilityGroup, RunRecord } from '../src/core/runRecord.ts';
import { DIVERGED, type GridFigures, type GridRow, gridPage, gridTable } from './node/gridPage.ts';
import { type GridPoint, type GridSettings, NAIVE, gridExperiment } from './node/gridExperiment.ts';
import { GRID_SUBJECTS, gridSettings, gridSubject } from './node/gridSubjects.ts';
import { runExperiment } from './node/runExperiment.ts';

function readRows(file: string): GridRow[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as GridRow[]) : [];
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What a run ended with. */
function figuresOf(record: RunRecord): GridFigures {
  const last = totalSteps(record.experiment);
  const final = record.evaluations.find((e) => e.step === last)!;
  const group = (name: CapabilityGroup) =>
    meanOf(final.accuracy.filter((_, j) => record.capabilities[j]!.group === name)) ?? 0;
  const metrics = record.metrics.find((m) => m.step === last)!.values;
  return {
    learning: metrics['learning-accuracy'] ?? 0,
    new: metrics['average-accuracy'] ?? 0,
    general: group('general'),
    old: group('old'),
  };
}

const minutes = (seconds: number) => `${(seconds / 60).toFixed(1)} min`;

function options(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      base: { type: 'string', default: 'tiny' },
      steps: { type: 'string', default: '100' },
      batch: { type: 'string', default: '16' },
      seeds: { type: 'string', default: '11,12' },
      values: { type: 'string' },
      rates: { type: 'string' },
      data: { type: 'string', default: 'docs/data/grid.json' },
      page: { type: 'string', default: 'docs/grid.md' },
    },
  });
  const numbers = (text: string) => text.split(',').map(Number);
  const subjects = positionals.length > 0 ? positionals.map(gridSubject) : GRID_SUBJECTS;
  const seeds = numbers(values.seeds);
  const settings = { base: values.base, steps: Number(values.steps), batch: Number(values.batch) };
  const streams = [...new Set(subjects.map((s) => s.stream))];
  const tried = subjects.flatMap((subject) =>
    gridSettings({
      values: values.values ? numbers(values.values) : subject.values,
      rates: values.rates && subject.rates.length > 0 ? numbers(values.rates) : subject.rates,
    }).map((setting) => ({ method: subject.info.id, ...setting })),
  );
  const naive = streams.map((stream) => ({ method: NAIVE[stream], value: 0 }));
  const points: GridPoint[] = seeds.flatMap((seed) =>
    [...naive, ...tried].map((point) => ({ ...point, seed })),
  );
  return { subjects, points, settings, data: values.data, page: values.page };
}

const sameSettings = (a: GridSettings, b: GridSettings) =>
  a.base === b.base && a.steps === b.steps && a.batch === b.batch;

/** Runs one point. A learner that diverges is a result too: nothing learned, nothing kept. */
async function measure(point: GridPoint, settings: GridSettings): Promise<GridRow> {
  const experiment = gridExperiment(point, settings);
  const began = performance.now();
  const about = { ...point, ...settings };
  try {
    const record = await runExperiment(experiment, `${experiment.name}, seed ${point.seed}`);
    const figures = figuresOf(record);
    const { adapter, date } = record;
    const seconds = (performance.now() - began) / 1000;
    return { ...about, figures, seconds, adapter: adapter.name, date: date.slice(0, 10) };
  } catch (error) {
    if ((error as { code?: string }).code !== 'diverged') throw error;
    const figures = { learning: 0, new: 0, general: 0, old: 0 };
    const seconds = (performance.now() - began) / 1000;
    return {
      ...about,
      figures,
      seconds,
      adapter: DIVERGED,
      date: new Date().toISOString().slice(0, 10),
    };
  }
}

export async function main(args: readonly string[]): Promise<void> {
  const { subjects, points, settings, data, page } = options(args);
  const rows = readRows(data);
  const has = (p: GridPoint) =>
    rows.some(
      (r) =>
        r.method === p.method &&
        r.value === p.value &&
        r.rate === p.rate &&
        r.seed === p.seed &&
        sameSettings(r, settings),
    );
  const open = points.filter((point) => !has(point));
  console.log(`${points.length} runs, ${open.length} of them still to do.`);
  let spent = 0;
  for (const [i, point] of open.entries()) {
    const row = await measure(point, settings);
    rows.push(row);
    write(data, `${JSON.stringify(rows, null, 1)}\n`);
    spent += row.seconds;
    const left = (spent / (i + 1)) * (open.length - i - 1);
    console.log(
      `\n${i + 1}/${open.length}: ${minutes(spent)} so far, about ${minutes(left)} left.`,
    );
  }
  const own = rows.filter((r) => sameSettings(r, settings));
  for (const { info } of subjects) console.log(`\n${info.id}\n${gridTable(own, info.id)}`);
  write(page, gridPage(rows));
  console.log(`\nWrote ${page}.`);
}
