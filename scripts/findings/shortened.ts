// A finding with every phase cut to a few steps and every store cut small, to see that all of it runs.

import type { Experiment, LearnerConfig } from '../../src/core/experiment.ts';
import { SMALL_METHODS } from '../../src/learning/testing/tinyExperiment.ts';
import type { Finding } from './finding.ts';

/** Phases of the longest stream that are left. */
const PHASES = 3;
const ITEMS = 8;

const small = (learner: LearnerConfig): LearnerConfig => ({
  ...learner,
  methods: learner.methods.map(({ id, params }) => ({
    id,
    params: { ...params, ...SMALL_METHODS[id] },
  })),
});

function shortExperiment(experiment: Experiment, steps: number): Experiment {
  const { every: planned } = experiment.evaluation;
  const every = Math.max(1, Math.round((planned * steps) / experiment.phases[0]!.steps));
  return {
    ...experiment,
    phases: experiment.phases.slice(0, PHASES).map((phase) => ({ ...phase, steps })),
    batchSize: 4,
    learners: experiment.learners.map(small),
    evaluation: { every, denseAfterBoundary: false, items: ITEMS },
  };
}

/** The finding on `steps` steps a phase. Arms that share an experiment go on sharing it. */
export function shortened(finding: Finding, steps: number): Finding {
  const arms = finding.arms.map((arm) => ({
    ...arm,
    experiment: shortExperiment(arm.experiment, steps),
  }));
  return { ...finding, arms };
}
