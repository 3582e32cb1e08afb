// Figures of how a run went: pure functions of the record of one seed.

import { meanOf } from '../../src/core/accuracyMatrix.ts';
import { phaseBoundaries, totalSteps } from '../../src/core/experiment.ts';
import type { Evaluation } from '../../src/core/runRecord.ts';
import { columnsTaught } from '../../src/learning/capabilities.ts';
import type { FigureSpec } from './finding.ts';
import { evaluationsOf, finalOf, groupsAt, type LearnerRun } from './learnerRun.ts';

/** Share of sampled answers at which ways of learning one task with many right answers are compared. */
const GOAL = 0.5;

/** Column of the one task of the stream. */
const taskColumn = ({ record }: LearnerRun): number =>
  columnsTaught(record.experiment.phases, record.capabilities)[0]![0]!;

/**
 * What `measure` gives where the accuracy on the task first reaches the goal, linear between the two evaluations around it;
 * null where it never does.
 */
function atGoal(run: LearnerRun, measure: (e: Evaluation) => number | null): number | null {
  const evaluations = evaluationsOf(run);
  const right = (e: Evaluation) => e.accuracy[taskColumn(run)]!;
  const reached = evaluations.findIndex((e) => right(e) >= GOAL);
  if (reached < 0) return null;
  const after = evaluations[reached]!;
  const before = evaluations[reached - 1];
  const [y, x] = [measure(after), before ? measure(before) : null];
  if (y === null || !before || x === null) return y;
  const share = (GOAL - right(before)) / (right(after) - right(before));
  return x + share * (y - x);
}

export const RIGHT: FigureSpec = {
  id: 'right',
  label: 'right at the end',
  about: 'share of sampled answers to held-out prompts that are right at the end',
  of: (run) => finalOf(run)?.accuracy[taskColumn(run)] ?? null,
};

export const STEPS_TO_GOAL: FigureSpec = {
  id: 'steps-to-half',
  label: 'steps to half',
  about: 'steps until half of the sampled answers are right',
  of: (run) => atGoal(run, (e) => e.step),
};

export const KEPT_AT_GOAL: FigureSpec = {
  id: 'kept-at-half',
  label: 'kept at half',
  about:
    'mean accuracy on general capabilities, old functions and unseen pairs where half of the sampled answers are right',
  of: (run) => atGoal(run, (e) => groupsAt(run, e, ['general', 'old'])),
};

interface Gap {
  readonly dip: number;
  readonly recovery: number;
}

/** Earlier tasks after each boundary but the last: how far down in the first half of the next phase, and how far up again. */
function gapsOf(run: LearnerRun): Gap[] {
  const { experiment, capabilities } = run.record;
  const boundaries = phaseBoundaries(experiment.phases);
  const taught = columnsTaught(experiment.phases, capabilities);
  const evaluations = evaluationsOf(run);
  return experiment.phases.slice(1).flatMap((phase, i) => {
    const [start, end] = [boundaries[i + 1]!, boundaries[i + 2]!];
    const columns = [...new Set(taught.slice(0, i + 1).flat())];
    const accuracy = (e: Evaluation | undefined) => meanOf(columns.map((j) => e?.accuracy[j]));
    const at = (step: number) => accuracy(evaluations.find((e) => e.step === step));
    const soon = evaluations.filter((e) => e.step > start && e.step <= start + phase.steps / 2);
    const [before, after] = [at(start), at(end)];
    if (before === null || after === null || soon.length === 0) return [];
    const lowest = Math.min(...soon.map((e) => accuracy(e)!));
    return [{ dip: before - lowest, recovery: after - lowest }];
  });
}

export const DIP: FigureSpec = {
  id: 'dip',
  label: 'dip',
  about:
    'from the accuracy on earlier tasks at a boundary down to the lowest in the first half of the next phase, mean over boundaries',
  of: (run) => meanOf(gapsOf(run).map(({ dip }) => dip)),
};

export const RECOVERY: FigureSpec = {
  id: 'recovery',
  label: 'recovery',
  about: 'from that lowest accuracy up to the end of the same phase',
  of: (run) => meanOf(gapsOf(run).map(({ recovery }) => recovery)),
};

/** Mean accuracy while learning, over the phases of one third of the stream. */
function onlineAccuracy({ record, learnerId }: LearnerRun, third: 0 | 2): number | null {
  const phases = record.experiment.phases.length;
  const [from, to] = [(third * phases) / 3, ((third + 1) * phases) / 3];
  const curves = (record.curves ?? []).filter(
    (c) => c.learnerId === learnerId && c.phase > from && c.phase <= to,
  );
  return meanOf(curves.map((c) => meanOf(c.accuracy)));
}

export const ONLINE_FIRST: FigureSpec = {
  id: 'online-first',
  label: 'first third',
  about:
    'accuracy on examples just before they are trained on, over the tasks of the first third of the stream',
  of: (run) => onlineAccuracy(run, 0),
};

export const ONLINE_LAST: FigureSpec = {
  id: 'online-last',
  label: 'last third',
  about: 'the same over the last third',
  of: (run) => onlineAccuracy(run, 2),
};

export const DEAD_UNITS: FigureSpec = {
  id: 'dead-units',
  label: 'dead units',
  about: 'share of hidden units that are never active at the end',
  of: (run) => finalOf(run)?.deadUnits ?? null,
};

export const RANK_FIRST: FigureSpec = {
  id: 'rank-first',
  label: 'rank after one',
  about: 'effective rank of the final states after the first task',
  of: (run) => evaluationsOf(run).find((e) => e.step > 0)?.effectiveRank ?? null,
};

export const RANK_LAST: FigureSpec = {
  id: 'rank-last',
  label: 'rank at the end',
  about: 'the same after the last task',
  of: (run) => finalOf(run)?.effectiveRank ?? null,
};

/** Accuracy on facts that no phase names: at the base, after the first phase, at the end. */
function untouched({ record, learnerId }: LearnerRun): readonly number[] | null {
  const column = record.capabilities.findIndex(({ id }) => id === 'facts-untouched');
  const [base, first] = phaseBoundaries(record.experiment.phases);
  const evaluations = evaluationsOf({ record, learnerId });
  const rows = [base, first, totalSteps(record.experiment)].map((step) =>
    evaluations.find((e) => e.step === step),
  );
  const values = rows.flatMap((row) => row?.accuracy[column] ?? []);
  return values.length === rows.length ? values : null;
}

export const LEFT_AFTER: FigureSpec = {
  id: 'left-after',
  label: 'left',
  about: 'accuracy on facts that no phase names after the first phase',
  of: (run) => untouched(run)?.[1] ?? null,
};

export const LEFT_AT_END: FigureSpec = {
  id: 'left-at-end',
  label: 'left at the end',
  about: 'the same at the end',
  of: (run) => untouched(run)?.[2] ?? null,
};

export const RECOVERED: FigureSpec = {
  id: 'recovered',
  label: 'recovered',
  about:
    'rise of the accuracy on facts that no phase names, from the end of the first phase on, as a share of what that phase cost it',
  of(run) {
    const values = untouched(run);
    if (!values) return null;
    const [base, after, end] = values as [number, number, number];
    return base > after ? (end - after) / (base - after) : null;
  },
};
