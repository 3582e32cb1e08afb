// The runs of a record as table rows, and the accuracy matrices as CSV. Pure.

import type { MetricInfo } from '../../core/catalog.ts';
import { meanOf } from '../../core/accuracyMatrix.ts';
import { phaseBoundaries } from '../../core/experiment.ts';
import { accuracyMatrix, type RunRecord } from '../../core/runRecord.ts';

export interface RunRow {
  readonly learnerId: string;
  readonly name: string;
  readonly mark: number;
  readonly seed: number;
  /** Last evaluated step. */
  readonly step: number;
  /** Mean accuracy on what the stream teaches, at that step; null where it teaches nothing. */
  readonly learned: number | null;
  /** The same with its memory taken away; null for a learner without one. */
  readonly withoutMemory: number | null;
  /** Last measured value of each metric, by id; null or missing where it is not defined. */
  readonly values: Readonly<Record<string, number | null>>;
}

function seedsOf(record: RunRecord): number[] {
  const { first, count } = record.experiment.seeds;
  return Array.from({ length: count }, (_, i) => first + i);
}

/** Mean over what the stream teaches. */
function meanNew(record: RunRecord, accuracy: readonly number[] | undefined): number | null {
  return meanOf(accuracy?.filter((_, j) => record.capabilities[j]?.group === 'new') ?? []);
}

/** One row per learner and seed that has been evaluated, in the order of the experiment. */
export function runRows(record: RunRecord): RunRow[] {
  return record.experiment.learners.flatMap(({ id, name, mark }) =>
    seedsOf(record).flatMap((seed): RunRow[] => {
      const own = record.evaluations.filter((e) => e.learnerId === id && e.seed === seed);
      if (own.length === 0) return [];
      const step = own.reduce((last, e) => Math.max(last, e.step), 0);
      const measured = record.metrics.findLast((m) => m.learnerId === id && m.seed === seed);
      const last = own.find((e) => e.step === step);
      return [
        {
          learnerId: id,
          name,
          mark,
          seed,
          step,
          learned: meanNew(record, last?.accuracy),
          withoutMemory: meanNew(record, last?.withoutMemory),
          values: measured?.values ?? {},
        },
      ];
    }),
  );
}

/** Metrics that at least one row has a value of, in the order of the catalog; ones that the catalog lacks come last. */
export function metricColumns(
  rows: readonly RunRow[],
  infos: readonly MetricInfo[],
): Pick<MetricInfo, 'id' | 'label' | 'summary' | 'format'>[] {
  const present = new Set(
    rows.flatMap((row) =>
      Object.keys(row.values).filter((id) => (row.values[id] ?? null) !== null),
    ),
  );
  const known = infos.filter((info) => present.has(info.id));
  const others = [...present].filter((id) => infos.every((info) => info.id !== id));
  return [...known, ...others.map((id) => ({ id, label: id, summary: '' }))];
}

function csvField(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Every accuracy matrix: one line per learner, seed and row; one column per capability; empty where not reached. */
export function matricesCsv(record: RunRecord): string {
  const { experiment, capabilities } = record;
  const boundaries = phaseBoundaries(experiment.phases);
  const head = ['learner', 'seed', 'phase', 'tasks', 'step', ...capabilities.map((c) => c.id)];
  const lines = experiment.learners.flatMap(({ id }) =>
    seedsOf(record).flatMap((seed) =>
      accuracyMatrix(record, id, seed).map((row, phase) => {
        const tasks =
          phase === 0 ? 'base' : experiment.phases[phase - 1]!.tasks.map((t) => t.id).join('+');
        return [id, seed, phase, tasks, boundaries[phase]!, ...row];
      }),
    ),
  );
  return [head, ...lines].map((line) => `${line.map(csvField).join(',')}\n`).join('');
}
