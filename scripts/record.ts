// Runs experiment presets with the product's own engine on Dawn and saves the records that the page shows at first:
// `npm run record` (all presets) or `npm run record -- default`.

import { mkdirSync, writeFileSync } from 'node:fs';
import { EXPERIMENT_PRESETS } from '../src/learning/presets.ts';
import { runExperiment } from './node/runExperiment.ts';

const TRACES = 'public/traces';

export async function main(args: readonly string[]): Promise<void> {
  mkdirSync(TRACES, { recursive: true });
  const wanted = EXPERIMENT_PRESETS.filter(
    (p) => p.trace && (args.length === 0 || args.includes(p.id)),
  );
  for (const preset of wanted) {
    const record = await runExperiment(preset.experiment, preset.label);
    writeFileSync(`${TRACES}/${preset.trace}`, `${JSON.stringify(compact(record))}\n`);
    console.log(`Saved ${TRACES}/${preset.trace}.`);
  }
}

/** Rounds what is only drawn, so that a trace stays small; accuracies are fractions of few items and keep four digits. */
function compact(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(5));
  if (Array.isArray(value)) return value.map(compact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'experiment' ? inner : compact(inner),
    ]),
  );
}
