// What the experiments of findings are put together from: their streams, and learners with one thing changed.

import type { ExperimentPreset } from '../../core/catalog.ts';
import { DEFAULT_EXPERIMENT, NAIVE_LEARNER, REPLAY_LEARNER } from '../../core/defaultExperiment.ts';
import type { Experiment, LearnerConfig } from '../../core/experiment.ts';
import type { ParamValues } from '../../core/params.ts';
import type { Choice } from '../../core/plugin.ts';

/** A ready-made experiment of a finding, before it gets its group and its trace. */
export type Finding = Omit<ExperimentPreset, 'group' | 'trace'>;

/** Its learners on a stream. */
type Stream = (learners: readonly LearnerConfig[]) => Experiment;

const phasesOf = (ids: readonly string[], steps: number): Experiment['phases'] =>
  ids.map((id) => ({ tasks: [{ id, weight: 1 }], steps, blur: 0 }));

/**
 * As in the default experiment, cosine decay inside each phase and, unless a learner says otherwise, moments carried over: the
 * noise of a constant rate would hide what methods do.
 */
const settled = (learner: LearnerConfig): LearnerConfig => ({
  ...learner,
  optimizer: { ...learner.optimizer, params: { boundary: 'keep', ...learner.optimizer.params } },
  schedule: { id: 'cosine', params: learner.schedule.params },
});

/** Three new functions of words: nothing of what they ask for is known. Curves are coarse, ends are what counts. */
export const strongShift: Stream = (learners) => ({
  ...DEFAULT_EXPERIMENT,
  learners: learners.map(settled),
  evaluation: { every: 40, denseAfterBoundary: false, items: 64 },
});

/** The same functions in shorter phases, looked at every three steps. */
export const strongShiftDense: Stream = (learners) => ({
  ...strongShift(learners),
  phases: DEFAULT_EXPERIMENT.phases.map((phase) => ({ ...phase, steps: 60 })),
  evaluation: { every: 3, denseAfterBoundary: false, items: 32 },
});

/** Three times 32 new entities, of the same form as those that the base knows by heart. */
export const weakShift: Stream = (learners) => ({
  ...DEFAULT_EXPERIMENT,
  base: { kind: 'checkpoint', id: 'facts' },
  phases: phasesOf(['facts-1', 'facts-2', 'facts-3'], 150),
  learners: learners.map(settled),
  evaluation: { every: 75, denseAfterBoundary: false, items: 96 },
});

/** A phase of one kind, then a short one of old facts as they were: does what neither of the two names come back? */
export const toldAgain =
  (id: string): Stream =>
  (learners) => ({
    ...DEFAULT_EXPERIMENT,
    base: { kind: 'checkpoint', id: 'facts' },
    phases: [...phasesOf([id], 100), ...phasesOf(['old-facts-again'], 20)],
    learners: learners.map(settled),
    evaluation: { every: 10, denseAfterBoundary: false, items: 128 },
  });

/** One of many right answers is shown, always the same of two: an order new to the base, or one that it gives now and then. */
const anagrams =
  (id: string, steps: number, batchSize: number): Stream =>
  (learners) => ({
    ...DEFAULT_EXPERIMENT,
    phases: phasesOf([id], steps),
    batchSize,
    learners: [...learners],
    evaluation: { every: 5, denseAfterBoundary: false, items: 128 },
  });

export const reversedAnagrams = anagrams('anagram-reversed', 60, 8);
export const rotatedAnagrams = anagrams('anagram-rotated', 80, 16);

/** Any digit of a parity, on the base that mostly knows it. */
const parity =
  (id: string, rate = 5e-4): Stream =>
  (learners) => ({
    ...DEFAULT_EXPERIMENT,
    base: { kind: 'checkpoint', id: 'parity' },
    phases: phasesOf([id], 60),
    batchSize: 32,
    learners: learners.map((learner) => ({
      ...learner,
      optimizer: adamw(rate),
      schedule: { id: 'cosine', params: { warmup: 10 } },
    })),
    evaluation: { every: 6, denseAfterBoundary: false, items: 128 },
  });

export const parityOfOne = parity('parity-one');
export const parityOfTwo = parity('parity-two');
export const parityOfAny = parity('parity-any');
export const parityAtTwice = parity('parity-one', 1e-3);

/** Replay of a ready-made experiment, beside the base as it was. */
export function composing(experiment: Experiment): Experiment {
  const kept = experiment.learners.filter(({ id }) => id === 'replay' || id === 'frozen');
  return { ...experiment, learners: kept };
}

export const method = (id: string, params: ParamValues = {}): Choice => ({ id, params });

/** Fine-tuning with one method. */
export const withMethod = (id: string, name: string, choice: Choice): LearnerConfig => ({
  ...NAIVE_LEARNER,
  id,
  name,
  methods: [choice],
});

const adamw = (learningRate: number): Choice => ({ id: 'adamw', params: { learningRate } });

/** 0.0003 as 3e-4. */
const scientific = (value: number): string => value.toExponential();

/** Naive fine-tuning at a rate of its own; that of 1e-3 is the plain one. */
export const naiveAt = (rate: number): LearnerConfig => ({
  ...NAIVE_LEARNER,
  id: rate === 1e-3 ? 'naive' : `naive-${scientific(rate)}`,
  name: `Naive, rate ${scientific(rate)}`,
  optimizer: adamw(rate),
});

/** Replay of a share of every batch. */
export const replayOf = (share: number): LearnerConfig => ({
  ...REPLAY_LEARNER,
  id: `replay-${100 * share}`,
  name: `Replay ${100 * share} %`,
  methods: [method('replay', { share })],
});

/** Eight draws of the labels, not 16: the Fisher hardly changes, and its passes are what a run with it takes longest for. */
export const ewcOf = (strength: number): LearnerConfig =>
  withMethod(`ewc-${strength}`, `Online EWC ${strength}`, method('ewc', { strength, samples: 8 }));

export const wiseOf = (share: number): LearnerConfig =>
  withMethod(`wise-${100 * share}`, `WiSE-FT ${100 * share} %`, method('wise-ft', { share }));

/** LwF: held to the previous self on the new task's own prompts. */
export const lwfOf = (strength: number): LearnerConfig =>
  withMethod(
    `lwf-${strength}`,
    `LwF ${strength}`,
    method('kl-reference', { data: 'current', temperature: 2, strength }),
  );

/** The scale is twice the rank, so that the product of the factors counts the same at every rank. */
export const loraOf = (rank: number, rate: number): LearnerConfig => ({
  ...NAIVE_LEARNER,
  id: `lora-${rank}-${scientific(rate)}`,
  name: `LoRA, rank ${rank}, rate ${scientific(rate)}`,
  trainable: { id: 'lora', params: { rank, alpha: 2 * rank } },
  optimizer: adamw(rate),
});

/** An objective at the rate of the comparison of rewards and imitation. */
export const objectiveOf = (
  objective: string,
  id: string,
  name: string,
  params: ParamValues = {},
): LearnerConfig => ({
  ...NAIVE_LEARNER,
  id,
  name,
  objective: { id: objective, params },
  optimizer: adamw(3e-4),
});

/** A small share of the weights, chosen for each phase: the fewer, the higher the rate that they want. */
export const sparseOf = (share: number, rate: number): LearnerConfig => ({
  ...NAIVE_LEARNER,
  id: `sparse-${100 * share}`,
  name: `Sparse updates, ${100 * share} %, rate ${scientific(rate)}`,
  trainable: { id: 'sparse', params: { share } },
  optimizer: adamw(rate),
});
