// The landscape: naive, replay, joint training and every family of methods on four new tasks, 3 seeds, as a table beside the
// figures of the pilot that the presets were designed from; and the first three of them with a rate that decays: `npm run
// landscape` (`-- landscape` or `-- careful` for one of the two, `-- subsets` for one family's rows). Records go to
// .cache/landscape/, and `-- --resume` runs only what is not there; the first seed makes the trace of its preset.

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

/**
 * What the presets were designed from: a C++ trainer outside of the product, 3 seeds, on its own base; null where it gave no
 * figure. Targets, not results. By `preset/learner`, in the order of the rows of a table.
 */
const PILOT: Readonly<Record<string, Readonly<Record<string, Figures>>>> = {
  landscape: {
    'landscape/naive': [0.99, 0.3, 0.92, 0.01, 0.0],
    'plasticity/slow': [0.84, 0.25, 0.79, 0.55, 0.0],
    'landscape/replay-10': [0.99, 0.68, 0.41, 0.58, 0.23],
    'landscape/replay-25': [0.99, 0.86, 0.18, 0.77, 0.54],
    'landscape/replay-50': [0.99, 0.95, 0.06, 0.89, 0.79],
    'stacks/replay-small': [0.99, 0.85, 0.18, 0.75, 0.4],
    'kl-penalties/distillation': [0.97, 0.89, 0.12, 0.74, 0.48],
    'kl-penalties/distillation-base': [0.96, 0.39, 0.76, 0.86, 0.77],
    'kl-penalties/lwf': [0.94, 0.23, 0.96, 0.02, 0.0],
    'kl-penalties/lwf-strong': [0.38, 0.01, 0.49, 0.07, 0.0],
    'regularization/ewc-weak': [0.88, 0.43, 0.6, 0.7, 0.28],
    'regularization/ewc': [0.74, 0.57, 0.23, 0.89, 0.56],
    'regularization/ewc-strong': [0.58, 0.46, 0.16, 0.96, 0.67],
    'regularization/l2-base': [0.98, 0.24, 0.99, 0.73, 0.03],
    'projections/a-gem': [1.0, 0.28, 0.95, 0.2, 0.0],
    'subsets/lora-2': [1.0, 0.25, 1.0, 0.19, 0.0],
    'subsets/lora-4': [0.99, 0.25, 1.0, 0.05, 0.0],
    'stacks/lora-replay': [0.99, 0.83, 0.21, 0.83, 0.6],
    'stacks/ewc-replay': [0.79, 0.75, 0.08, 0.85, 0.65],
    'stacks/kl-replay': [0.96, 0.92, 0.05, 0.77, 0.55],
    'landscape/joint': [0.76, null, null, 0.91, 0.75],
  },
  careful: {
    'careful/naive': [0.96, 0.21, null, 0.01, 0.0],
    'careful/replay-10': [null, null, null, null, null],
    'careful/replay-25': [0.98, 0.82, null, 0.86, 0.5],
    'careful/replay-50': [0.98, 0.94, null, 0.97, 0.76],
    'careful/joint': [0.92, null, null, 0.99, 0.9],
  },
};

/** Presets on the four functions whose learners are rows of the first table. */
const PRESETS: Readonly<Record<string, readonly string[]>> = {
  landscape: [
    'landscape',
    'stacks',
    'kl-penalties',
    'regularization',
    'subsets',
    'projections',
    'plasticity',
    'replay',
    'averaging',
  ],
  careful: ['careful'],
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

/** Rows of the pilot in its order, then those of methods that it did not try. */
function printTable(id: string, records: ReadonlyMap<string, RunRecord>): void {
  const first = [...records.values()][0]!;
  const { name, seeds } = first.experiment;
  console.log(
    `\n${name}: ${seeds.count} seeds, ${first.adapter.name}, ${first.date.slice(0, 10)}; here (pilot)`,
  );
  console.log(`| learner | ${COLUMNS.join(' | ')} |\n|---|${COLUMNS.map(() => '---').join('|')}|`);
  const rows = [...records].flatMap(([preset, record]) =>
    record.experiment.learners.map((learner) => ({
      key: `${preset}/${learner.id}`,
      learner,
      record,
    })),
  );
  const pilot = PILOT[id]!;
  const known = Object.keys(pilot).flatMap((key) => rows.filter((row) => row.key === key));
  // Experiments share learners, naive among them: each is one row.
  const listed = new Set(known.map(({ learner }) => learner.name));
  const others = rows.filter(({ learner: { name } }) => !listed.has(name) && listed.add(name));
  for (const { key, learner, record } of [...known, ...others]) {
    const cells = figures(record, learner.id).map(
      (value, i) => `${cell(value)} (${cell(pilot[key]?.[i])})`,
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

/** Records of all presets of a table, seed by seed, so that a first one of each is there early. */
async function recordsOf(ids: readonly string[], resume: boolean): Promise<Map<string, RunRecord>> {
  const records = new Map<string, RunRecord[]>(ids.map((id) => [id, []]));
  for (let i = 0; i < SEEDS.count; i++) {
    for (const [id, ofPreset] of records) {
      const preset = EXPERIMENT_PRESETS.find((p) => p.id === id)!;
      ofPreset.push(await recordOf(preset, SEEDS.first + i, resume));
    }
  }
  return new Map([...records].map(([id, ofPreset]) => [id, merged(ofPreset)]));
}

/** The presets of a table that are asked for: all where the table is named or nothing is. */
function wantedOf(table: string, names: readonly string[]): readonly string[] {
  if (names.length === 0 || names.includes(table)) return PRESETS[table]!;
  return PRESETS[table]!.filter((id) => names.includes(id));
}

export async function main(args: readonly string[]): Promise<void> {
  const names = args.filter((arg) => !arg.startsWith('--'));
  for (const table of Object.keys(PRESETS)) {
    const wanted = wantedOf(table, names);
    if (wanted.length > 0) printTable(table, await recordsOf(wanted, args.includes('--resume')));
  }
}
