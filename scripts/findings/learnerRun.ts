// A learner's part in the record of one seed, and how its figures are found there.

import { meanOf } from '../../src/core/accuracyMatrix.ts';
import { totalSteps } from '../../src/core/experiment.ts';
import type { CapabilityGroup, Evaluation, RunRecord } from '../../src/core/runRecord.ts';

export interface LearnerRun {
  readonly record: RunRecord;
  readonly learnerId: string;
}

/** Evaluations of the learner, in the order of the steps. */
export function evaluationsOf({ record, learnerId }: LearnerRun): readonly Evaluation[] {
  return record.evaluations.filter((e) => e.learnerId === learnerId);
}

export function finalOf(run: LearnerRun): Evaluation | undefined {
  const last = totalSteps(run.record.experiment);
  return evaluationsOf(run).find((e) => e.step === last);
}

/** Mean accuracy of the capabilities of these groups. */
export function groupsAt(
  { record }: LearnerRun,
  evaluation: Evaluation | undefined,
  groups: readonly CapabilityGroup[],
): number | null {
  const own = evaluation?.accuracy.filter((_, j) => groups.includes(record.capabilities[j]!.group));
  return meanOf(own ?? []);
}
