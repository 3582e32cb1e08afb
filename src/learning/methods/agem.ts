// A-GEM (Chaudhry et al. 2019, arXiv 1812.00420): the gradient may not point against the gradient on a memory of earlier
// examples. Where it does, the part against it is taken out; the decision falls on the GPU, in vector_project.wgsl.
// It may act on the update instead (parts/projecting.ts), since Adam's moments rotate a projected gradient back.

import type { NumberParam, Values } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import type { Method, MethodContext } from '../roles.ts';
import { countParam } from '../parts/countParam.ts';
import { earlierExamples } from '../parts/earlierExamples.ts';
import { projected, projecting } from '../parts/projecting.ts';
import type { MethodPlugin } from './method.ts';

const params = {
  batch: countParam(
    'reference examples',
    'Examples drawn from memory at every step for the reference gradient.',
    16,
    [0, 64],
  ),
  general: countParam(
    'general examples',
    "Stored examples of the base's own data, in a partition of their own.",
    1000,
    [0, 10_000],
  ),
  perTask: countParam(
    'examples per task',
    'Reservoir for each task of the stream.',
    100,
    [0, 10_000],
  ),
  generalShare: {
    kind: 'number',
    label: 'general share of the reference',
    help: 'Part of the reference examples that comes from the general partition.',
    default: 0.5,
    min: 0,
    max: 1,
    scale: 'linear',
    format: 'percent',
  } satisfies NumberParam,
  projected,
} as const;

function create(context: MethodContext, values: Values<typeof params>): Method {
  const { verbs } = context;
  const memory = earlierExamples('a-gem', context, values);
  const reference = verbs.vector('reference');
  const clear = verbs.record('clear', (r) => r.clear(reference.buffer));
  /** Whether this step has a reference; without one nothing is projected. */
  let active = false;
  const hooks = projecting(verbs, values.projected, ({ target, deciding, side }) => {
    const project = verbs.projection('project', reference, target, { side, deciding });
    return () => (active ? [{ program: project }] : []);
  });
  return {
    ...hooks,
    keepGradient(step) {
      const rng = new Rng(context.seed, hashString('a-gem.step'), step);
      const items = memory.buffer.draw(rng, values.batch, values.generalShare);
      active = items.length > 0;
      return active ? [{ program: clear }, verbs.gradientInto(reference, items)] : [];
    },
    afterStep(items) {
      for (const { item, taskId } of items) memory.offer(item, taskId);
    },
    endPhase: () => memory.close(),
    storedExamples: () => memory.counts,
  };
}

export const agem: MethodPlugin<typeof params> = {
  info: {
    id: 'a-gem',
    family: 'projection',
    label: 'A-GEM',
    summary: 'Takes out of every step what would raise the loss on remembered examples.',
    equation: String.raw`g - \frac{g^{\top} g_{\text{ref}}}{g_{\text{ref}}^{\top} g_{\text{ref}}}\, g_{\text{ref}} \quad \text{if}\ g^{\top} g_{\text{ref}} < 0`,
    mainKnob: 'batch',
    worksWhen: 'Steps are small and plain: the guarantee is for one step, to first order.',
    failsWhen:
      'The tasks differ much, or Adam takes the step: then it does little more than plain fine-tuning.',
    params,
    citation: {
      text: 'Chaudhry et al. 2019, Efficient Lifelong Learning with A-GEM',
      url: 'https://arxiv.org/abs/1812.00420',
    },
  },
  changesWeights: ({ projected: what }) => (what === 'update' ? 'step' : 'never'),
  cost: (values, { batchSize, tasks }) => ({
    vectors: values.projected === 'update' ? 2 : 1,
    passes: values.batch / batchSize,
    boundarySequences: 0,
    storedExamples: values.general + tasks * values.perTask,
  }),
  create,
};
