// Measured step times, as scripts/stepTimes.ts leaves them for docs/methods.md.

import { readFileSync } from 'node:fs';

export const STEP_TIMES_FILE = 'docs/stepTimes.json';

export interface StepTimes {
  readonly adapter: string;
  readonly date: string;
  readonly command: string;
  /** Step time divided by naive fine-tuning's, by id of the objective or method. */
  readonly ratios: Readonly<Record<string, number>>;
}

export function readStepTimes(): StepTimes {
  return JSON.parse(readFileSync(STEP_TIMES_FILE, 'utf8')) as StepTimes;
}
