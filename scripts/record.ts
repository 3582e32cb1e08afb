// Runs experiment presets with the product's own engine on Dawn and saves the records that the page shows at first:
// `npm run record` (all presets) or `npm run record -- default`. `--grades` runs nothing and grades what there is anew: for
// when the scorecard has changed.

import { parseArgs } from 'node:util';
import { EXPERIMENT_PRESETS } from '../src/learning/presets/index.ts';
import { gradeTrace, recordTrace } from './node/saveTrace.ts';

export async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { grades: { type: 'boolean', default: false } },
  });
  const wanted = EXPERIMENT_PRESETS.filter(
    (p) => p.trace && (positionals.length === 0 || positionals.includes(p.id)),
  );
  for (const preset of wanted) {
    if (values.grades) gradeTrace(preset);
    else await recordTrace(preset);
  }
}
