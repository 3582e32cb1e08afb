// Where a projection acts: on the gradient, as the papers have it, or on the optimizer's whole step, since Adam's moments and
// momentum turn a projected gradient back. Shared by the methods that project.

import type { ChoiceParam } from '../../core/params.ts';
import type { Invocation } from '../../engine/device.ts';
import { type FlatVector, addScaled, copyVector, scale } from '../../engine/flatVector.ts';
import type { Method, MethodContext } from '../roles.ts';

export const projected: ChoiceParam<'gradient' | 'update'> = {
  kind: 'choice',
  label: 'what is projected',
  help: "The gradient, as published, or the optimizer's whole step: only that is a constraint with Adam or momentum.",
  default: 'gradient',
  options: [
    { value: 'gradient', label: 'the gradient' },
    { value: 'update', label: 'the update' },
  ],
};

/** What a projection reads and changes. */
export interface Place {
  /** The gradients, or the weights right after the optimizer's step. */
  readonly target: FlatVector;
  /** What is held against the memory: the gradients, or the step that the weights just took. */
  readonly deciding: FlatVector;
  /** 1: a gradient, which the step goes against; -1: an update, which the weights go along. */
  readonly side: 1 | -1;
}

/**
 * The hooks that project. `project` is given the place and returns what does it in a step, nothing where nothing is to be
 * projected. On the update it holds one vector more.
 */
export function projecting(
  verbs: MethodContext['verbs'],
  what: 'gradient' | 'update',
  project: (place: Place) => (step: number) => Invocation[],
): Pick<Method, 'transformGradients' | 'transformUpdate'> {
  const { parameters, gradients } = verbs;
  if (what === 'gradient') {
    return { transformGradients: project({ target: gradients, deciding: gradients, side: 1 }) };
  }
  const update = verbs.vector('update');
  const keep = verbs.record('keepWeights', (r) => copyVector(r, parameters, update));
  const difference = verbs.record('difference', (r) => {
    scale(r, update, -1);
    addScaled(r, parameters, update, 1);
  });
  const onUpdate = project({ target: parameters, deciding: update, side: -1 });
  return {
    transformGradients: () => [{ program: keep }],
    transformUpdate(step) {
      const invocations = onUpdate(step);
      return invocations.length > 0 ? [{ program: difference }, ...invocations] : [];
    },
  };
}
