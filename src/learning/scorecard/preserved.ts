// 'at least preserving general capabilities': what the base knew, its general and its old capabilities, before the stream and
// after it. A test of non-inferiority on the same items, so that who changes nothing passes whatever the number of items.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { Evaluation } from '../../core/runRecord.ts';
import { clauseOf, condition, exactly, figureTold, undecided } from './conditions.ts';
import { changeError, lowestOf, meanOfIndependent, overRuns, type RunFigure } from './estimates.ts';
import { type FinishedRun, type Finding, type Grading, knownColumns, scored } from './grading.ts';
import { ASKED } from './thresholds.ts';

/** s_t - s_0 of every column of what the base knew. */
function changesAt({ record }: Grading, run: FinishedRun, later: Evaluation): number[] {
  return knownColumns(record).map((column) => {
    const capability = record.capabilities[column]!;
    const [before, after] = [run.rows[0]!, later].map((e) => e.accuracy[column]!);
    return scored(after!, capability) - scored(before!, capability);
  });
}

/** Δ = mean of s_T - s_0, with the interval of the paired differences of its items. */
function meanChange(grading: Grading, run: FinishedRun): RunFigure {
  const last = run.rows.at(-1)!;
  const columns = knownColumns(grading.record);
  return meanOfIndependent(
    changesAt(grading, run, last).map((value, i) => {
      const column = columns[i]!;
      const capability = grading.record.capabilities[column]!;
      const error = changeError(run.rows[0]!, last, column, capability);
      return { value, error: error / (1 - capability.chance) };
    }),
  );
}

/** Rise of the mean loss over the general columns, nats per token. */
function lossRise({ record }: Grading, run: FinishedRun): number | null {
  const general = [...record.capabilities.keys()].filter(
    (column) => record.capabilities[column]!.group === 'general',
  );
  return meanOf(
    general.map((column) => run.rows.at(-1)!.loss[column]! - run.rows[0]!.loss[column]!),
  );
}

const lowestMoment = (grading: Grading, run: FinishedRun): number =>
  Math.min(...run.evaluations.map((e) => meanOf(changesAt(grading, run, e)) ?? 0));

export function preserved(grading: Grading): Finding {
  const { runs, record } = grading;
  if (knownColumns(record).length === 0) {
    return undecided('not-assessable', 'Nothing that the base knew was measured.');
  }
  const ends = runs.map((run) => changesAt(grading, run, run.rows.at(-1)!));
  const lowest = meanOf(runs.map((run) => lowestMoment(grading, run)))!;
  const finding = clauseOf([
    condition('change', overRuns(runs.map((run) => meanChange(grading, run)))),
    condition('worstChange', exactly(lowestOf(ends))),
    condition('lossRise', exactly(meanOf(runs.map((run) => lossRise(grading, run))))),
    condition('lowest', exactly(lowest), { verdict: 'not-applicable' }),
  ]);
  if (lowest >= ASKED.lowest.threshold) return finding;
  return { ...finding, reason: `${finding.reason} ${figureTold(ASKED.lowest, lowest)}.` };
}
