// Runs experiment presets with the product's own engine on Dawn and saves the records that the page shows at first:
// `npm run record` (all presets) or `npm run record -- default`.

import { EXPERIMENT_PRESETS } from '../src/learning/presets/index.ts';
import { recordTrace } from './node/saveTrace.ts';

export async function main(args: readonly string[]): Promise<void> {
  const wanted = EXPERIMENT_PRESETS.filter(
    (p) => p.trace && (args.length === 0 || args.includes(p.id)),
  );
  for (const preset of wanted) await recordTrace(preset);
}
