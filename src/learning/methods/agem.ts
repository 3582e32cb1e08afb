// A-GEM (Chaudhry et al. 2019, arXiv 1812.00420): the gradient may not point against the gradient on a memory of earlier
// examples. Where it does, the part against it is taken out; the decision falls on the GPU, in vector_project.wgsl.
// 'Update' projects the optimizer's step instead, since Adam's moments rotate a projected gradient back.

import type { ChoiceParam, NumberParam } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import { addScaled, copyVector, scale } from '../../engine/flatVector.ts';
import type { Method, MethodContext } from '../learner.ts';
import { countParam } from '../parts/countParam.ts';
import { earlierExamples } from '../parts/earlierExamples.ts';
import type { MethodPlugin } from './method.ts';

const projected: ChoiceParam<'gradient' | 'update'> = {
  kind: 'choice',
  label: 'what is projected',
  help: "The gradient, as published, or the optimizer's whole step: only that is a constraint with Adam or momentum.",
  default: 'gradient',
  options: [
    { value: 'gradient', label: 'the gradient' },
    { value: 'update', label: 'the update' },
  ],
};

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

/** The hooks that project, given the reference gradient of this step. */
function projecting(
  { verbs }: MethodContext,
  reference: ReturnType<MethodContext['verbs']['vector']>,
  what: 'gradient' | 'update',
): Pick<Method, 'transformGradients' | 'transformUpdate'> {
  const { parameters, gradients } = verbs;
  if (what === 'gradient') {
    const options = { side: 1, deciding: gradients } as const;
    const project = verbs.projection('project', reference, gradients, options);
    return { transformGradients: () => [{ program: project }] };
  }
  const update = verbs.vector('update');
  const keep = verbs.record('keepWeights', (r) => copyVector(r, parameters, update));
  const difference = verbs.record('difference', (r) => {
    scale(r, update, -1);
    addScaled(r, parameters, update, 1);
  });
  const options = { side: -1, deciding: update } as const;
  const project = verbs.projection('project', reference, parameters, options);
  return {
    transformGradients: () => [{ program: keep }],
    transformUpdate: () => [{ program: difference }, { program: project }],
  };
}

function create(
  context: MethodContext,
  values: { readonly [K in 'batch' | 'general' | 'perTask' | 'generalShare']: number } & {
    readonly projected: 'gradient' | 'update';
  },
): Method {
  const { verbs } = context;
  const memory = earlierExamples('a-gem', context, values);
  const reference = verbs.vector('reference');
  const clear = verbs.record('clear', (r) => r.clear(reference.buffer));
  const hooks = projecting(context, reference, values.projected);
  /** Whether this step has a reference; without one nothing is projected. */
  let active = false;
  return {
    keepGradient(step) {
      const rng = new Rng(context.seed, hashString('a-gem.step'), step);
      const items = memory.buffer.draw(rng, values.batch, values.generalShare);
      active = items.length > 0;
      return active ? [{ program: clear }, verbs.gradientInto(reference, items)] : [];
    },
    transformGradients: (step) => (active ? (hooks.transformGradients?.(step) ?? []) : []),
    transformUpdate: (step) => (active ? (hooks.transformUpdate?.(step) ?? []) : []),
    afterStep(items) {
      for (const { item, taskId } of items) memory.offer(item, taskId);
    },
    endPhase: () => memory.close(),
    storedExamples: () => memory.size,
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
