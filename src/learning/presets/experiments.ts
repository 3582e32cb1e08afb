// Ready-made experiments: what the experiment menu offers.

import type { ExperimentPreset } from '../../core/catalog.ts';
import { DEFAULT_EXPERIMENT } from '../../core/defaultExperiment.ts';
import { FAMILY_EXPERIMENTS } from './families.ts';
import { FINDING_PRESETS } from './findings.ts';
import { KIND_EXPERIMENTS } from './kinds.ts';
import { CAREFUL, DIRECT, LANDSCAPE, MANY_ANSWERS, STEP_BY_STEP } from './streams.ts';

export const EXPERIMENT_PRESETS: readonly ExperimentPreset[] = [
  {
    id: 'default',
    label: 'Three new functions',
    summary: 'Naive forgets, replay keeps: under a minute on most machines.',
    experiment: DEFAULT_EXPERIMENT,
    group: 'start',
    trace: 'default.json',
  },
  {
    id: 'landscape',
    label: 'Four new functions',
    summary: 'Naive, three amounts of replay and joint training over four tasks of 100 steps.',
    experiment: LANDSCAPE,
    group: 'start',
    trace: 'landscape.json',
  },
  {
    id: 'careful',
    label: 'Four new functions, carefully',
    summary:
      'Cosine decay in phases of 200 steps, batches of 32: how much of the loss was only noise.',
    experiment: CAREFUL,
    group: 'start',
    trace: 'careful.json',
  },
  {
    id: 'many-answers',
    label: 'A task with many right answers',
    summary:
      'Any anagram, by a given answer, by own right answers and by rewards: who learns it first, and what goes with it?',
    experiment: MANY_ANSWERS,
    group: 'start',
    trace: 'many-answers.json',
  },
  {
    id: 'step-by-step',
    label: 'New functions, step by step',
    summary:
      'Three functions, each taught alone. The base answers step by step: what is learned combines, with itself and with what was known.',
    experiment: STEP_BY_STEP,
    group: 'start',
    trace: 'step-by-step.json',
    twin: 'direct',
  },
  {
    id: 'direct',
    label: 'New functions, answered at once',
    summary:
      'The same stream on a base that answers at once. Everything is kept as before, and nothing combines.',
    experiment: DIRECT,
    group: 'start',
    trace: 'direct.json',
    twin: 'step-by-step',
  },
  ...KIND_EXPERIMENTS,
  ...FAMILY_EXPERIMENTS,
  ...FINDING_PRESETS,
];
