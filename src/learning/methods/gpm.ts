// GPM (Saha et al. 2021, arXiv 2103.09762): for every weight matrix, the space that its inputs on earlier sequences span, up
// to a share of their energy; steps act on what is outside of it only, so that outputs on earlier inputs stay. The spaces
// grow at the end of each phase, and the base, on its own data, is the first. Norms' gains and the embedding's rows of
// tokens seen so far are held whole, or everything above them would move.

import type { NumberParam, Values } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import { type FlatVector, copyVector, rangeOf } from '../../engine/flatVector.ts';
import { type Pieces, inTurns } from '../../engine/turns.ts';
import type { Item } from '../example.ts';
import type { Method, MethodContext } from '../roles.ts';
import { countParam } from '../parts/countParam.ts';
import { InputSpace } from '../parts/inputSpace.ts';
import { projected, projecting } from '../parts/projecting.ts';
import { Reservoir } from '../parts/reservoir.ts';
import { protectBase } from '../parts/springs.ts';
import type { MethodPlugin } from './method.ts';
import { countStored } from '../storedCounts.ts';

const threshold: NumberParam = {
  kind: 'number',
  label: 'threshold',
  symbol: 'ε',
  help: "Share of the inputs' energy that each phase's space holds; at 0 nothing is held. A small model has few directions to spare.",
  default: 0.95,
  min: 0,
  max: 1,
  scale: 'linear',
  format: 'plain',
};

const growth: NumberParam = {
  kind: 'number',
  label: 'growth of the threshold',
  help: 'Added to the threshold with every phase of the stream.',
  default: 0.003,
  min: 0,
  max: 0.05,
  scale: 'linear',
  format: 'plain',
};

const params = {
  threshold,
  growth,
  inputs: countParam(
    'sequences per phase',
    'Their tokens are the inputs that a space is made for.',
    64,
    [1, 512],
  ),
  base: protectBase,
  projected,
} as const;

/** Sets the mask to 1 at the norms' gains and the embedding's rows of these tokens, beside where it was 1 before. */
async function holdWhole(
  verbs: MethodContext['verbs'],
  mask: FlatVector,
  items: readonly Item[],
): Promise<void> {
  const { layout } = mask;
  const held = await verbs.read(mask);
  for (const { offset, size, shape } of layout.ranges) {
    if (shape.length === 1) held.fill(1, offset, offset + size);
  }
  const { offset, shape } = rangeOf(layout, 'embedding');
  const width = shape[1]!;
  for (const token of new Set(items.flatMap((item) => [...item.tokens]))) {
    held.fill(1, offset + token * width, offset + (token + 1) * width);
  }
  verbs.write(mask, held);
}

function create(context: MethodContext, values: Values<typeof params>): Method {
  if (values.threshold === 0) return {};
  const { verbs, seed, phases } = context;
  const mask = verbs.vector('mask');
  const { matrices, set, record } = verbs.inputProjection('spaces', mask);
  const spaces = matrices.map(({ inputs }) => new InputSpace(inputs));
  const rng = new Rng(seed, hashString('gpm.examples'));
  let present = new Reservoir<Item>(values.inputs);
  /** Whether anything is held yet. */
  let holding = false;

  /** All spaces one after the other: seconds each where a layer is wide. */
  function* growSpaces(energies: readonly Float64Array[], share: number): Pieces<true> {
    for (const [i, space] of spaces.entries()) {
      yield* space.grow(energies[i]!, share);
      set(i, space.projection);
    }
    return true;
  }

  async function grow(items: readonly Item[], share: number, stop?: () => boolean) {
    const energies = spaces.map(({ width }) => new Float64Array(width * width));
    if (!(await verbs.addInputEnergies(energies, items, stop))) return;
    if (!(await inTurns(growSpaces(energies, Math.min(1, share)), stop))) return;
    await holdWhole(verbs, mask, items);
    holding = true;
  }

  const hooks = ((): Pick<Method, 'transformGradients' | 'transformUpdate'> => {
    if (values.projected === 'update') {
      return projecting(verbs, 'update', ({ deciding, target }) => {
        const program = record('project', { change: deciding, target });
        return () => (holding ? [{ program }] : []);
      });
    }
    const change = verbs.vector('change');
    const copy = verbs.record('copy', (r) => copyVector(r, verbs.gradients, change));
    const program = record('project', { change, target: verbs.gradients });
    return { transformGradients: () => (holding ? [{ program: copy }, { program }] : []) };
  })();
  return {
    ...hooks,
    async beginPhase(phase, stop) {
      if (phase > 0 || !values.base) return;
      const general = Array.from({ length: values.inputs }, () => context.sampleGeneral(rng));
      await grow(general, values.threshold, stop);
    },
    afterStep(items) {
      for (const { item } of items) present.offer(item, rng);
    },
    async endPhase(phase, stop) {
      // After the last phase nothing is left to be protected from.
      const share = values.threshold + (phase + 1) * values.growth;
      if (phase < phases.length - 1) await grow(present.items, share, stop);
      present = new Reservoir(values.inputs);
    },
    storedExamples: () => countStored(0, [present.items]),
  };
}

export const gpm: MethodPlugin<typeof params> = {
  info: {
    id: 'gpm',
    family: 'projection',
    label: 'GPM',
    summary:
      'Steps act only on inputs that no earlier task has: each layer keeps what it answers to the others.',
    equation: String.raw`\nabla_W L_{\text{new}}\,(I - M M^{\top}), \quad M = \text{leading singular vectors of the inputs of}\ W`,
    mainKnob: 'threshold',
    worksWhen: 'Layers are wide beside what each task needs of them.',
    failsWhen:
      'The spaces are full: the next task cannot be learned. That comes soon in a small model, and at once with a base that uses all of it.',
    params,
    citation: {
      text: 'Saha et al. 2021, Gradient Projection Memory for Continual Learning',
      url: 'https://arxiv.org/abs/2103.09762',
    },
  },
  cost(values, { phases, projections }) {
    if (values.threshold === 0) {
      return { vectors: 0, passes: 0, boundarySequences: 0, storedExamples: 0 };
    }
    // Forward passes only: a third of a pass each.
    const sequences = (phases - (values.base ? 0 : 1)) * values.inputs;
    return {
      vectors: 2 + projections,
      passes: 0,
      boundarySequences: sequences / 3,
      storedExamples: values.inputs,
    };
  },
  create,
};
