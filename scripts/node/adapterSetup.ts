// Global set-up of the `node` test project: an adapter exists before the first test, also when vitest is called by hand.

import { ensureAdapter } from '../setup/adapter.mjs';

/** Sets VK_ICD_FILENAMES, which the processes that run the tests inherit. */
export function setup(): void {
  ensureAdapter();
}
