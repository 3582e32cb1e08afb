// The landscape: naive, three amounts of replay and joint training on four new tasks, 3 seeds, in two settings, as a table
// beside the figures of the pilot that the presets were designed from: `npm run landscape` (`-- landscape` or `-- careful`
// for one of the two). Records go to .cache/landscape/, and `-- --resume` runs only what is not there; the first seed makes
// the trace of its preset.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { meanOf } from '../src/core/accuracyMatrix.ts';
import type { ExperimentPreset } from '../src/core/catalog.ts';
import { totalSteps } from '../src/core/experiment.ts';
import type { CapabilityGroup, RunRecord } from '../src/core/runRecord.ts';
import { EXPERIMENT_PRESETS } from '../src/learning/presets/index.ts';
import { runExperiment } from './node/runExperiment.ts';
import { saveTrace } from './node/saveTrace.ts';

const RECORDS = '.cache/landscape';
const SEEDS = { first: 1, count: 3 };

const COLUMNS = ['learn', 'final', 'forgetting', 'general', 'old'] as const;
type Figures = readonly (number | null)[];

/** A C++ trainer outside of the product, 3 seeds, on its own base; null where it gave no figure. Targets, not results. */
const PILOT: Readonly<Record<string, Readonly<Record<string, Figures>>>> = {
  landscape: {
    naive: [0.99, 0.3, 0.92, 0.01, 0.0],
    'replay-10': [0.99, 0.68, 0.41, 0.58, 0.23],
    'replay-25': [0.99, 0.86, 0.18, 0.77, 0.54],
    'replay-50': [0.99, 0.95, 0.06, 0.89, 0.79],
    joint: [0.76, null, null, 0.91, 0.75],
  },
  careful: {
    naive: [0.96, 0.21, null, 0.01, 0.0],
    'replay-25': [0.98, 0.82, null, 0.86, 0.5],
    'replay-50': [0.98, 0.94, null, 0.97, 0.76],
    joint: [0.92, null, null, 0.99, 0.9],
  },
};

function finalGroup(record: RunRecord, learnerId: string, group: CapabilityGroup): number | null {
  const last = totalSteps(record.experiment);
  const final = record.evaluations.filter((e) => e.learnerId === learnerId && e.step === last);
  return meanOf(
    final.map((e) => meanOf(e.accuracy.filter((_, j) => record.capabilities[j]!.group === group))),
  );
}

function finalMetric(record: RunRecord, learnerId: string, metric: string): number | null {
  const last = totalSteps(record.experiment);
  const final = record.metrics.filter((m) => m.learnerId === learnerId && m.step === last);
  return meanOf(final.map((m) => m.values[metric]));
}

function figures(record: RunRecord, learnerId: string): Figures {
  return [
    finalMetric(record, learnerId, 'learning-accuracy'),
    finalMetric(record, learnerId, 'average-accuracy'),
    finalMetric(record, learnerId, 'forgetting'),
    finalGroup(record, learnerId, 'general'),
    finalGroup(record, learnerId, 'old'),
  ];
}

const cell = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : value.toFixed(2);

function printTable(id: string, record: RunRecord): void {
  const { name, seeds, learners } = record.experiment;
  console.log(
    `\n${name}: ${seeds.count} seeds, ${record.adapter.name}, ${record.date.slice(0, 10)}; here (pilot)`,
  );
  console.log(`| learner | ${COLUMNS.join(' | ')} |\n|---|${COLUMNS.map(() => '---').join('|')}|`);
  for (const learner of learners) {
    const pilot = PILOT[id]?.[learner.id];
    const cells = figures(record, learner.id).map(
      (value, i) => `${cell(value)} (${cell(pilot?.[i])})`,
    );
    console.log(`| ${learner.name} | ${cells.join(' | ')} |`);
  }
}

/** Runs one seed of a preset, or reads the record of the last time. The first seed is the trace that the page shows. */
async function recordOf(
  preset: ExperimentPreset,
  seed: number,
  resume: boolean,
): Promise<RunRecord> {
  const file = `${RECORDS}/${preset.id}.${seed}.json`;
  if (resume && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as RunRecord;
  const experiment = { ...preset.experiment, seeds: { first: seed, count: 1 } };
  const record = await runExperiment(experiment, `${preset.label}, seed ${seed}`);
  mkdirSync(RECORDS, { recursive: true });
  writeFileSync(file, JSON.stringify(record));
  if (seed === preset.experiment.seeds.first) saveTrace(preset, record);
  return record;
}

/** One record of several runs of the same learners. */
function merged(records: readonly RunRecord[]): RunRecord {
  const [first] = records;
  return {
    ...first!,
    experiment: { ...first!.experiment, seeds: SEEDS },
    seconds: records.reduce((sum, r) => sum + (r.seconds ?? 0), 0),
    evaluations: records.flatMap((r) => r.evaluations),
    losses: records.flatMap((r) => r.losses),
    metrics: records.flatMap((r) => r.metrics),
  };
}

export async function main(args: readonly string[]): Promise<void> {
  const chosen = Object.keys(PILOT).filter((id) => args.includes(id));
  for (const id of chosen.length > 0 ? chosen : Object.keys(PILOT)) {
    const preset = EXPERIMENT_PRESETS.find((p) => p.id === id)!;
    const records: RunRecord[] = [];
    for (let i = 0; i < SEEDS.count; i++) {
      records.push(await recordOf(preset, SEEDS.first + i, args.includes('--resume')));
    }
    printTable(id, merged(records));
  }
}
