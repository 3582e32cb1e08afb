// Figures of what a run ended with: pure functions of the record of one seed.

import { totalSteps } from '../../src/core/experiment.ts';
import type { PairKind } from '../../src/core/runRecord.ts';
import type { FigureSpec } from './finding.ts';
import { finalOf, groupsAt, type LearnerRun } from './learnerRun.ts';

/** A metric of the page at the end of the stream. */
function metricOf({ record, learnerId }: LearnerRun, id: string): number | null {
  const last = totalSteps(record.experiment);
  const final = record.metrics.find((m) => m.learnerId === learnerId && m.step === last);
  return final?.values[id] ?? null;
}

export const LEARNING: FigureSpec = {
  id: 'learning',
  label: 'learning',
  about: 'mean accuracy on each task right after its phase',
  of: (run) => metricOf(run, 'learning-accuracy'),
};

export const FINAL: FigureSpec = {
  id: 'final',
  label: 'tasks',
  about: 'mean accuracy on all tasks of the stream at its end',
  of: (run) => metricOf(run, 'average-accuracy'),
};

export const FORGETTING: FigureSpec = {
  id: 'forgetting',
  label: 'forgetting',
  about: 'mean loss of accuracy on earlier tasks since the best that they were',
  of: (run) => metricOf(run, 'forgetting'),
};

export const GENERAL: FigureSpec = {
  id: 'general',
  label: 'general',
  about: 'mean accuracy on general capabilities of the base at the end',
  of: (run) => groupsAt(run, finalOf(run), ['general']),
};

export const OLD: FigureSpec = {
  id: 'old',
  label: 'old',
  about:
    'mean accuracy at the end on what else the base knows: its functions and unseen pairs of them, or questions about old facts',
  of: (run) => groupsAt(run, finalOf(run), ['old']),
};

/** Learning and keeping in one: high only where both are. */
export const BOTH: FigureSpec = {
  id: 'both',
  label: 'both',
  about: 'the lower of learning and general, run by run: high only where it both learns and keeps',
  of(run) {
    const [learning, general] = [LEARNING.of(run), GENERAL.of(run)];
    return learning === null || general === null ? null : Math.min(learning, general);
  },
};

/** Accuracy on pairs of a kind at the end. */
function pairs(kind: PairKind, label: string, about: string): FigureSpec {
  return {
    id: `pairs.${kind}`,
    label,
    about,
    of(run) {
      const figures = finalOf(run)?.atBoundary?.compositions.find((c) => c.kind === kind);
      return figures?.accuracy ?? null;
    },
  };
}

export const NEW_ON_NEW = pairs(
  'new-new',
  'new on new',
  'pairs of two functions of the stream, answered right',
);
export const NEW_ON_OLD = pairs(
  'new-old',
  'new on old',
  'a function of the stream on one of the base',
);
export const OLD_ON_NEW = pairs(
  'old-new',
  'old on new',
  'a function of the base on one of the stream',
);

export const TASK_DIVERGENCE: FigureSpec = {
  id: 'task-divergence',
  label: 'divergence',
  about: 'KL(base | tuned) on held-out prompts of the new task at the end, in nats per token',
  of: (run) => metricOf(run, 'task-forward-kl'),
};
