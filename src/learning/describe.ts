// What can be said of an experiment without running it: parameters, FLOPs, costs, capabilities, and whether it can run.

import type { BaseInfo } from '../core/catalog.ts';
import { AppError } from '../core/errors.ts';
import {
  type Experiment,
  type ModelShape,
  totalSteps,
  evaluationSteps,
} from '../core/experiment.ts';
import type { Description, LearnerCost } from '../core/protocol.ts';
import type { ParameterLayout } from '../engine/flatVector.ts';
import { checkModelShape, forwardFlops, parameterLayout } from '../engine/model/shape.ts';
import { makeBatch } from './batching.ts';
import { declaredCost, trains } from './buildLearner.ts';
import { capabilitiesOf } from './capabilities.ts';
import { makeStream } from './stream.ts';
import { trainableFacts } from './trainableChoice.ts';
import { CONTEXT, VOCABULARY_SIZE } from './tasks/vocabulary.ts';
import { worldOfBase } from './worlds/index.ts';

/** Bytes of one stored example: a byte per token of its text. */
const BYTES_PER_EXAMPLE = 24;

/** The shape of an experiment's base, from the cards of the shipped checkpoints or its own shape. */
export function describeModel(
  experiment: Experiment,
  bases: readonly BaseInfo[],
): { shape: ModelShape; parameters: number } {
  const { base } = experiment;
  const card = base.kind === 'checkpoint' ? bases.find((b) => b.id === base.id) : null;
  if (base.kind === 'checkpoint' && !card) {
    const known = bases.map((b) => b.id).join(', ') || 'none';
    throw new AppError(
      'bad-config',
      `base: expected one of ${known}, got '${base.id}'.`,
      'Choose another base.',
    );
  }
  const shape = base.kind === 'random' ? base.shape : card!.shape;
  if (shape.vocabulary !== VOCABULARY_SIZE || shape.context < CONTEXT) {
    const message = `model shape: expected vocabulary ${VOCABULARY_SIZE} and context ${CONTEXT} or more, got ${shape.vocabulary} and ${shape.context}.`;
    throw new AppError('bad-config', message, 'The tasks of the string world need them.');
  }
  checkModelShape(shape);
  return { shape, parameters: parameterLayout(shape).parameters };
}

/** Mean FLOPs of one plain training step, over the stream's own batches. */
function flopsPerStep(experiment: Experiment, shape: ModelShape): number {
  const steps = totalSteps(experiment);
  if (steps === 0) return 0;
  const stream = makeStream(experiment.phases, experiment.seeds.first);
  const probes = Math.min(steps, 24);
  let sum = 0;
  for (let i = 0; i < probes; i++) {
    const items = stream.items(Math.floor((i * steps) / probes), experiment.batchSize);
    const batch = makeBatch(items.map((s) => s.item));
    sum += 3 * forwardFlops(shape, batch.rows * batch.length, batch.length);
  }
  return sum / probes;
}

function costs(experiment: Experiment, shape: ModelShape, layout: ParameterLayout): LearnerCost[] {
  const { parameters } = layout;
  const sequences = Math.max(1, totalSteps(experiment) * experiment.batchSize);
  return experiment.learners.map((config) => {
    const cost = declaredCost(experiment, config, shape);
    const { trained, elements } = trainableFacts(experiment, config, layout);
    return {
      learnerId: config.id,
      extraBytes:
        4 * (cost.vectors * parameters + elements + cost.logitRows * VOCABULARY_SIZE) +
        BYTES_PER_EXAMPLE * cost.storedExamples +
        4 * (shape.width + 1) * cost.storedStates,
      storedExamples: cost.storedExamples,
      flopsRatio: (trains(config) ? 1 : 0) + cost.passes + cost.boundarySequences / sequences,
      ...(trained === parameters ? {} : { trained }),
    };
  });
}

/** FLOPs of the whole experiment: training and evaluation of every learner on every seed. */
function totalFlops(
  experiment: Experiment,
  description: Omit<Description, 'secondsHere'>,
  shape: ModelShape,
): number {
  const items = description.capabilities.reduce((sum, c) => sum + c.items, 0);
  const evaluation = forwardFlops(shape, items * 20, 20) * evaluationSteps(experiment).length;
  // The single-task reference costs what plain fine-tuning does.
  const training =
    description.costs.reduce((sum, c) => sum + c.flopsRatio, 1) * totalSteps(experiment);
  return (
    experiment.seeds.count *
    (training * description.flopsPerStep + experiment.learners.length * evaluation)
  );
}

/**
 * Describes an experiment on one of these bases; `flopsPerSecond` is what this device was measured to do, if it was.
 *
 * @throws AppError `bad-config` when it could not run, saying why
 */
export function describeExperiment(
  experiment: Experiment,
  bases: readonly BaseInfo[],
  flopsPerSecond: number | null,
): Description {
  const { shape, parameters } = describeModel(experiment, bases);
  const facts = {
    parameters,
    flopsPerStep: flopsPerStep(experiment, shape),
    capabilities: capabilitiesOf(
      experiment.phases,
      experiment.evaluation.items,
      worldOfBase(experiment.base, bases),
    ).map((c) => c.capability),
    costs: costs(experiment, shape, parameterLayout(shape)),
  };
  const secondsHere = flopsPerSecond ? totalFlops(experiment, facts, shape) / flopsPerSecond : null;
  return { ...facts, secondsHere };
}
