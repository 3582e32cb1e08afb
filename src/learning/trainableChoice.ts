// What a learner trains of its model: the set it chose, and whether that fits the model and the rest of the learner.

import { AppError } from '../core/errors.ts';
import type { Experiment, LearnerConfig } from '../core/experiment.ts';
import { type Choice, find } from '../core/plugin.ts';
import type { ParameterLayout } from '../engine/flatVector.ts';
import type { OptimizerPlugin } from '../engine/optimizers/optimizer.ts';
import { valuesOf } from './choiceValues.ts';
import type { MethodPlugin } from './methods/method.ts';
import { TRAINABLES } from './trainables/index.ts';
import type { Partner, TrainableFacts, TrainablePlugin } from './trainables/trainable.ts';

/** The learner's set with its values. */
export function trainableOf(config: LearnerConfig) {
  const registry = TRAINABLES as readonly TrainablePlugin[];
  const plugin = find<TrainablePlugin>(registry, 'trainable set', config.trainable.id);
  return { plugin, values: valuesOf(config, plugin.info, config.trainable) };
}

/** A method of a learner's stack. */
export interface ChosenMethod {
  readonly plugin: MethodPlugin;
  readonly choice: Choice;
}

function partnersOf(
  config: LearnerConfig,
  methods: readonly ChosenMethod[],
  optimizer: OptimizerPlugin,
): Partner[] {
  const { label, family } = optimizer.info;
  const wholeMatrices = optimizer.wholeMatrices ?? false;
  return [
    ...methods.map(({ plugin, choice }) => ({
      label: plugin.info.label,
      family: plugin.info.family,
      changesWeights: plugin.changesWeights?.(valuesOf(config, plugin.info, choice)) ?? 'never',
      wholeMatrices: false,
    })),
    { label, family, changesWeights: 'never', wholeMatrices },
  ];
}

/** Throws `bad-config` where the learner's set cannot be trained beside one of its methods or by its optimizer. */
export function checkPartners(
  config: LearnerConfig,
  methods: readonly ChosenMethod[],
  optimizer: OptimizerPlugin,
): void {
  const { plugin, values } = trainableOf(config);
  for (const partner of partnersOf(config, methods, optimizer)) {
    const reason = plugin.refuses?.(values, partner);
    if (!reason) continue;
    const message = `learner '${config.name}': expected methods and an optimizer that work with ${plugin.info.label}, got ${partner.label}: ${reason}.`;
    throw new AppError('bad-config', message, `Remove ${partner.label} or train all parameters.`);
  }
}

/**
 * What the learner trains of a model of this layout.
 *
 * @throws AppError `bad-config` where its set does not fit the model
 */
export function trainableFacts(
  experiment: Experiment,
  config: LearnerConfig,
  layout: ParameterLayout,
): TrainableFacts {
  const { plugin, values } = trainableOf(config);
  const problem = plugin.problem?.(values, layout);
  if (problem) {
    const message = `learner '${config.name}', ${plugin.info.label}: expected ${problem}.`;
    throw new AppError('bad-config', message, 'Change what is trained.');
  }
  return plugin.facts(values, layout, experiment.phases.length);
}
