// Whether a learner's methods fit each other and the size of its model: told when the experiment is described, not when it
// is run.

import { AppError } from '../core/errors.ts';
import type { LearnerConfig, ModelShape } from '../core/experiment.ts';
import { parameterLayout } from '../engine/model/shape.ts';
import { valuesOf } from './choiceValues.ts';
import type { MethodPlugin } from './methods/method.ts';
import type { ObjectivePlugin } from './objectives/objective.ts';
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

/** Throws `bad-config` where two methods of a stack cannot both do their work. */
export function checkStack(
  learner: LearnerConfig,
  objective: ObjectivePlugin,
  methods: readonly MethodPlugin[],
): void {
  const refuse = (expected: string, got: readonly string[]) => {
    const message = `learner '${learner.name}': expected ${expected}, got ${got.join(' and ')}.`;
    throw new AppError('bad-config', message, 'Remove one of them.');
  };
  const choosing = [objective, ...methods].filter((p) => p.choosesBatch).map((p) => p.info.label);
  if (choosing.length > 1) refuse('at most one method that decides the batch', choosing);
  const ignoring = methods.find((m) => m.ignoresStream);
  if (objective.samplesAnswers && ignoring) {
    const got = [objective.info.label, ignoring.info.label];
    refuse("methods that train on the objective's samples", got);
  }
}
