// Whether learners took what they had declared.

import { AppError } from '../core/errors.ts';
import type { Experiment } from '../core/experiment.ts';
import { totalSteps } from '../core/experiment.ts';
import { declaredCost } from './buildLearner.ts';
import type { Learner } from './learner.ts';

/** A method that takes more than it declared would make the cost line on its card untrue. */
export function checkCosts(experiment: Experiment, learners: readonly Learner[]): void {
  learners.forEach((learner, i) => {
    const declared = declaredCost(
      experiment,
      experiment.learners[i]!,
      learner.network.workspace.shape,
    );
    const spent = learner.spent();
    const sequences = declared.passes * experiment.batchSize * totalSteps(experiment);
    const figures = [
      ['vectors', declared.vectors, spent.vectors],
      ['extra sequences', sequences, spent.sequences],
      ['sequences at boundaries', declared.boundarySequences, spent.boundarySequences],
      ['rows of stored logits', declared.logitRows, spent.logitRows],
      ['stored examples', declared.storedExamples, spent.storedExamples],
      ['stored states', declared.storedStates, spent.storedStates],
    ] as const;
    for (const [what, allowed, used] of figures) {
      if (used <= allowed + 1e-6 * allowed) continue;
      const message = `learner '${learner.id}': expected at most ${allowed} ${what}, got ${used}.`;
      throw new AppError('internal', message, 'Its declared cost is wrong.');
    }
  });
}
