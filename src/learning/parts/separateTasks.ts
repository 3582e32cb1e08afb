// What the methods share that learn every phase apart, each from the base's own weights, and put the results together by
// arithmetic. What is evaluated during a phase is put together with the phase's own weights as far as they are trained.

import type { Method, MethodContext } from '../roles.ts';
import type { MethodCost } from '../methodCost.ts';
import { copyVector } from '../../engine/flatVector.ts';
import type { MergeRule } from './merging.ts';

/** The merged weights on the device; on the host the base and the weights that each phase has ended with. */
export function separateTasksCost(phases: number): MethodCost {
  return { vectors: phases + 2, passes: 0, boundarySequences: 0, storedExamples: 0 };
}

/** Hooks of a method that starts each phase from the base and is evaluated at what `merge` makes of all phases so far. */
export function separateTasks(
  { verbs }: Pick<MethodContext, 'verbs'>,
  merge: MergeRule,
  coefficient: number,
): Method {
  const { parameters } = verbs;
  const merged = verbs.vector('merged');
  const show = verbs.record('show', (r) => copyVector(r, merged, parameters));
  const ended: Float32Array[] = [];
  let base: Float32Array | null = null;
  let open = false;
  return {
    renewsOptimizer: true,
    async renewWeights(phase) {
      open = true;
      if (phase > 0) verbs.write(parameters, base!);
      else base = verbs.hold(await verbs.read(parameters));
    },
    async endPhase() {
      ended.push(verbs.hold(await verbs.read(parameters)));
      open = false;
    },
    async evaluationWeights() {
      const now = open ? [await verbs.read(parameters)] : [];
      verbs.write(merged, merge(base!, [...ended, ...now], coefficient));
      return [{ program: show }];
    },
  };
}
