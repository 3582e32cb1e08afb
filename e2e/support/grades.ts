// Grades made up for the recorded default experiment, so that every verdict is there.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  CLAUSES,
  type ClauseGrade,
  type ClauseId,
  type LearnerGrade,
} from '../../src/core/grade.ts';
import type { RunRecord } from '../../src/core/runRecord.ts';

type Differences = Partial<Record<ClauseId, Partial<ClauseGrade>>>;

/** Every clause met, but for the differences. */
export function gradeFor(learnerId: string, differences: Differences): LearnerGrade {
  const met = (clause: ClauseId): ClauseGrade => ({
    clause,
    verdict: 'met',
    figure: 0.97,
    conditions: [],
    reason: `The clause ${clause} is met.`,
  });
  const clauses = CLAUSES.map((clause) => ({ ...met(clause), ...differences[clause] }));
  return { learnerId, seeds: 1, clauses, badges: [] };
}

/** What was learned is not kept. */
export const KEPT: Partial<ClauseGrade> = {
  verdict: 'not-met',
  figure: 0.71,
  conditions: [
    {
      label: 'kept of what was learned',
      value: 0.71,
      bound: 0.64,
      over: 'items',
      direction: 'at-least',
      threshold: 0.9,
      verdict: 'not-met',
    },
  ],
  reason: 'It keeps .71 of what it learned.',
};

/** Naive has the verdicts that decide nothing, replay one that is not met; all others are met. */
export const GRADES: readonly LearnerGrade[] = [
  gradeFor('naive', {
    compositional: { verdict: 'not-assessable', figure: null, reason: 'The parts are gone.' },
    kept: { verdict: 'not-applicable', figure: null, reason: 'It learned nothing.' },
    'in-weights': { verdict: 'open', figure: null, reason: 'It is measured at the end.' },
  }),
  gradeFor('replay', { kept: KEPT }),
];

/** Serves the trace of the default experiment under `file`, changed. */
export async function serveTrace(page: Page, file: string, change: (record: RunRecord) => object) {
  const text = await readFile(new URL('../../public/traces/default.json', import.meta.url), 'utf8');
  const record = change(JSON.parse(text) as RunRecord);
  await page.route(`**/traces/${file}`, (route) => route.fulfill({ json: record }));
}
