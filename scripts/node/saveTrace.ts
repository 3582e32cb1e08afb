// Recorded traces: the records that the page shows before a visitor has run anything.

import { mkdirSync, writeFileSync } from 'node:fs';
import type { ExperimentPreset } from '../../src/core/catalog.ts';
import { runExperiment } from './runExperiment.ts';

const TRACES = 'public/traces';

/** Rounds what is only drawn, so that a trace stays small; the experiment must stay exact, or it would not match. */
function compact(value: unknown): unknown {
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

/** Runs a preset and saves its record. */
export async function recordTrace(preset: ExperimentPreset): Promise<void> {
  const record = await runExperiment(preset.experiment, preset.label);
  mkdirSync(TRACES, { recursive: true });
  writeFileSync(fileOf(preset), `${JSON.stringify(compact(record))}\n`);
  console.log(`Saved ${fileOf(preset)} after ${record.seconds?.toFixed(0)} s.`);
}
