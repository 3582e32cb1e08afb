// Opens Dawn's adapter for scripts: a real GPU where there is one, else the software adapter that the set-up chose.

import { openAdapter } from '../../src/engine/adapter.ts';
import { dawnGpu } from './dawn.ts';

/** A device on Dawn, and what it runs on. */
export function openDawn() {
  return openAdapter(dawnGpu(), true);
}
