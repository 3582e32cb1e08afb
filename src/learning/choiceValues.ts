// The values of a learner's choices, completed.

import { AppError } from '../core/errors.ts';
import type { LearnerConfig } from '../core/experiment.ts';
import { type ParamSpecs, type Values, checkValues } from '../core/params.ts';
import type { Choice, Info } from '../core/plugin.ts';

/** Values of a choice, completed; a value out of range is an error here, since links were corrected before. */
export function valuesOf<S extends ParamSpecs>(
  learner: LearnerConfig,
  info: Info<S>,
  choice: Choice,
): Values<S> {
  const { values, corrections } = checkValues(info.label, info.params, choice.params);
  const [first] = corrections;
  if (first) {
    throw new AppError(
      'bad-config',
      `learner '${learner.name}': ${first.message}`,
      'Correct the setting.',
    );
  }
  return values;
}
