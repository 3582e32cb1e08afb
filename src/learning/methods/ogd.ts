// OGD (Farajtabar et al. 2020, arXiv 1910.07104), in its variant with ground-truth logits: an orthonormal basis of the
// directions in weight space in which earlier answers' logits move fastest, and steps without any part in its span. A
// direction is the gradient of one answer token's logit of one stored example, taken when its phase ends; the base, on its
// own data, is the first phase. What adds less than a thousandth to the span is left out.

import type { Values } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import { type Basis, mostBasisRows, projectOut } from '../../engine/basis.ts';
import type { FlatVector } from '../../engine/flatVector.ts';
import type { Item } from '../example.ts';
import type { Method, MethodContext } from '../roles.ts';
import { countParam } from '../parts/countParam.ts';
import { projected, projecting } from '../parts/projecting.ts';
import { Reservoir } from '../parts/reservoir.ts';
import { protectBase } from '../parts/springs.ts';
import type { MethodPlugin } from './method.ts';
import { countStored } from '../storedCounts.ts';

/** A direction that has less than this part of its length outside of the span adds only rounding errors. */
const SMALLEST_RESIDUAL = 1e-3;
/** The phase that the base counts as. */
const BASE = -1;

const params = {
  directions: countParam(
    'directions per phase',
    'Each forbids one direction for good and is a vector as long as the model. 0 = none: plain fine-tuning.',
    40,
    [0, 200],
  ),
  base: protectBase,
  projected,
} as const;

/** Phases whose directions are kept: with the base, without the last, after which nothing follows. */
const keptPhases = (values: Values<typeof params>, phases: number) =>
  values.directions === 0 ? 0 : phases - (values.base ? 0 : 1);

const norm = (vector: Float32Array) => Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));

interface Block {
  readonly basis: Basis;
  /** Rows that are filled. */
  rows: number;
}

function create(context: MethodContext, values: Values<typeof params>): Method {
  const { verbs, seed, phases } = context;
  const { gradients } = verbs;
  const blocks: Block[] = Array.from({ length: keptPhases(values, phases.length) }, (_, i) => ({
    basis: verbs.basis(`directions${i}`, values.directions),
    rows: 0,
  }));
  /** Invocations that take the span of all filled rows out of the target. */
  const project = (name: string, place: { deciding: FlatVector; target: FlatVector }) => {
    const programs = blocks.map(({ basis }, i) =>
      verbs.record(`${name}${i}`, (r) => projectOut(r, basis, place)),
    );
    return () =>
      blocks.flatMap(({ rows }, i) =>
        rows > 0 ? [{ program: programs[i]!, values: { rows } }] : [],
      );
  };
  const clean = project('clean', { deciding: gradients, target: gradients });
  const rng = new Rng(seed, hashString('ogd.examples'));
  let present = new Reservoir<Item>(values.directions);

  /** Adds the directions of these examples at the present weights as a block of their own. */
  async function remember(block: Block, items: readonly Item[], stop?: () => boolean) {
    for (const item of items) {
      if (!(await verbs.targetLogitGradient(item, rng, stop))) return;
      const length = norm(await verbs.read(gradients));
      // Twice: after one pass in f32 the rest still has parts in the span of the size of rounding.
      for (let pass = 0; pass < 2; pass++) await verbs.submit(clean());
      const rest = await verbs.read(gradients);
      const left = norm(rest);
      if (left <= SMALLEST_RESIDUAL * length) continue;
      verbs.writeRow(
        block.basis,
        block.rows,
        rest.map((x) => x / left),
      );
      block.rows++;
    }
  }

  const blockOf = (phase: number) => blocks[phase + (values.base ? 1 : 0)];
  return {
    ...projecting(verbs, values.projected, (place) => project('project', place)),
    async beginPhase(phase, stop) {
      const block = blockOf(BASE);
      if (phase > 0 || !values.base || !block) return;
      const general = Array.from({ length: values.directions }, () => context.sampleGeneral(rng));
      await remember(block, general, stop);
    },
    afterStep(items) {
      for (const { item } of items) present.offer(item, rng);
    },
    async endPhase(phase, stop) {
      const block = blockOf(phase);
      if (block) await remember(block, present.items, stop);
      present = new Reservoir(values.directions);
    },
    storedExamples: () => countStored(0, [present.items]),
  };
}

export const ogd: MethodPlugin<typeof params> = {
  info: {
    id: 'ogd',
    family: 'projection',
    label: 'OGD',
    summary: 'Steps only in directions in which the logits of earlier answers do not move.',
    equation: String.raw`g - \sum_{u \in U} (u^{\top} g)\, u, \quad U = \operatorname{orthonormalised}\ \nabla_\theta\, z_{\theta}(y \mid x)`,
    mainKnob: 'directions',
    worksWhen:
      'Steps are small and plain, and weights are many beside the directions that are taken.',
    failsWhen:
      'The weights have moved far since: the directions are those of the old weights. Adam turns the step back; each direction is a vector.',
    params,
    citation: {
      text: 'Farajtabar et al. 2020, Orthogonal Gradient Descent for Continual Learning',
      url: 'https://arxiv.org/abs/1910.07104',
    },
  },
  problem(values, layout, phases) {
    const most = mostBasisRows(layout);
    return keptPhases(values, phases) > 0 && values.directions > most
      ? `at most ${most} directions per phase for a model of this size, got ${values.directions}`
      : null;
  },
  cost(values, { phases }) {
    const directions = keptPhases(values, phases) * values.directions;
    return {
      vectors: directions + (values.projected === 'update' ? 1 : 0),
      passes: 0,
      boundarySequences: directions,
      storedExamples: values.directions,
    };
  },
  create,
};
