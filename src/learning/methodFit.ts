// Whether a learner's methods fit the size of its model: told when the experiment is described, not when it is run.

import { AppError } from '../core/errors.ts';
import type { LearnerConfig, ModelShape } from '../core/experiment.ts';
import { parameterLayout } from '../engine/model/shape.ts';
import { valuesOf } from './choiceValues.ts';
import type { ChosenMethod } from './trainableChoice.ts';

/** Throws `bad-config` where what a method has to hold cannot be held for a model of this shape. */
export function checkMethodSizes(
  config: LearnerConfig,
  methods: readonly ChosenMethod[],
  shape: ModelShape,
  phases: number,
): void {
  const layout = parameterLayout(shape);
  for (const { plugin, choice } of methods) {
    const problem = plugin.problem?.(valuesOf(config, plugin.info, choice), layout, phases);
    if (!problem) continue;
    const message = `learner '${config.name}', ${plugin.info.label}: expected ${problem}.`;
    throw new AppError('bad-config', message, 'Take fewer, or choose a smaller base.');
  }
}
