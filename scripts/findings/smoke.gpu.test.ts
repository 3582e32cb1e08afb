// The first learner of every finding and one of each kind on each stream, on Dawn, in phases of two steps: nothing in them is
// broken, and figures come out of all.

import { expect, test } from 'vitest';
import { FINDINGS } from './definitions/index.ts';
import type { Arm, Finding } from './finding.ts';
import { measure } from './measure.ts';
import { jobsOf } from './plan.ts';
import { shortened } from './shortened.ts';

/** A machine that is busy with other things takes its time. */
const TIMEOUT_MS = 300_000;

/** Plug-ins and stream of an arm: what differs in numbers alone is of one kind. */
function kindOf({ experiment, learnerId }: Arm): string {
  const { base, phases, learners } = experiment;
  const { objective, methods, trainable } = learners.find(({ id }) => id === learnerId)!;
  const parts = [objective, ...methods, trainable].map(({ id }) => id);
  return JSON.stringify([base, phases.map(({ tasks }) => tasks), parts]);
}

const met = new Set<string>();
const wanted = (finding: Finding, arm: Arm): boolean => {
  const isNew = !met.has(kindOf(arm));
  met.add(kindOf(arm));
  return isNew || arm === finding.arms[0];
};

const brief = FINDINGS.map((finding) => shortened(finding, 2));
const jobs = jobsOf(brief, 1, wanted).map((job) => {
  const { learners } = job.experiment;
  return [learners.map(({ id }) => id).join(', '), job] as const;
});

/** Figures that nothing has so soon: after two steps no task is half learned, and nothing lost that could come back. */
const NOT_YET = ['kept-at-half', 'steps-to-half', 'recovered'];

test.each(jobs)(
  '%s',
  async (_, job) => {
    const rows = await measure(job);
    expect(rows.map(({ finding, arm }) => `${finding} ${arm}`)).toEqual(
      job.targets.map((t) => `${t.finding.id} ${t.arm.id}`),
    );
    for (const { arm, figures, diverged } of rows) {
      expect(diverged, arm).toBeUndefined();
      for (const [id, value] of Object.entries(figures)) {
        if (!NOT_YET.includes(id)) expect(value, `${id} of ${arm}`).toBeTypeOf('number');
      }
    }
  },
  TIMEOUT_MS,
);
