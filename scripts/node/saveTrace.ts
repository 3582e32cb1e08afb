// Recorded traces: the records that the page shows before a visitor has run anything.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ExperimentPreset } from '../../src/core/catalog.ts';
import type { RunRecord } from '../../src/core/runRecord.ts';
import { gradeRecord } from '../../src/learning/scorecard/gradeRecord.ts';
import { runExperiment } from './runExperiment.ts';

const TRACES = 'public/traces';

/** Rounds what is only drawn, so that a trace stays small; the experiment must stay exact, or it would not match. */
export function compact(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(5));
  if (Array.isArray(value)) return value.map(compact);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    key === 'experiment' ? inner : compact(inner),
  ]);
  return Object.fromEntries(entries);
}

function fileOf(preset: ExperimentPreset): string {
  if (!preset.trace) throw new Error(`preset '${preset.id}': expected a trace file, got none.`);
  return `${TRACES}/${preset.trace}`;
}

/** Saves the record of a preset's run as its trace. */
export function saveTrace(preset: ExperimentPreset, record: RunRecord): void {
  mkdirSync(TRACES, { recursive: true });
  const rounded = compact(record) as RunRecord;
  // What is graded is what the file says, so that anyone can grade it again.
  const graded = { ...rounded, grades: compact(gradeRecord(rounded)) };
  writeFileSync(fileOf(preset), `${JSON.stringify(graded)}\n`);
  console.log(`Saved ${fileOf(preset)} of a run of ${record.seconds?.toFixed(0)} s.`);
}

/** Runs a preset and saves its record. */
export async function recordTrace(preset: ExperimentPreset): Promise<void> {
  saveTrace(preset, await runExperiment(preset.experiment, preset.label));
}

/** Grades the record of a preset's trace anew. */
export function gradeTrace(preset: ExperimentPreset): void {
  saveTrace(preset, JSON.parse(readFileSync(fileOf(preset), 'utf8')) as RunRecord);
}
