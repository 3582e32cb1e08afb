// Online EWC (Kirkpatrick et al. 2017, arXiv 1612.00796; Schwarz et al. 2018, arXiv 1805.06370): a spring on every weight,
// as strong as the Fisher information says that the model's answers depend on it. One running Fisher and one anchor for
// all phases so far; the base, on its own data, counts as the first of them.

import type { ChoiceParam, NumberParam, ToggleParam, Values } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import { pullToAnchor } from '../../engine/consolidation.ts';
import { copyVector } from '../../engine/flatVector.ts';
import { dynamic } from '../../engine/recorder.ts';
import type { Item } from '../example.ts';
import type { Method, MethodContext } from '../learner.ts';
import { countParam } from '../parts/countParam.ts';
import { capped, meanElement, runningSum } from '../parts/fisher.ts';
import { Reservoir } from '../parts/reservoir.ts';
import type { MethodPlugin } from './method.ts';

/** The largest elements of each Fisher are cut down to this quantile. */
const CAP = 0.999;
/** The phase that the base counts as. */
const BASE = -1;

const strength: NumberParam = {
  kind: 'number',
  label: 'strength',
  symbol: 'λ̂',
  help: "Mean force of the springs, in units that do not depend on the model: the Fisher is divided by the base's mean.",
  default: 0.2,
  min: 0,
  max: 10,
  smallest: 0.001,
  scale: 'log',
  format: 'plain',
};

const labels: ChoiceParam<'sampled' | 'data'> = {
  kind: 'choice',
  label: 'labels of the Fisher',
  help: "Drawn from the model: the true Fisher. The data's own: the empirical Fisher, which is another quantity wherever the model is not sure or is wrong.",
  default: 'sampled',
  options: [
    { value: 'sampled', label: 'drawn from the model (true Fisher)' },
    { value: 'data', label: 'of the data (empirical Fisher)' },
  ],
};

const decay: NumberParam = {
  kind: 'number',
  label: 'decay',
  symbol: 'γ',
  help: 'What is left of the running Fisher at each boundary; below 1 the past fades.',
  default: 1,
  min: 0,
  max: 1,
  scale: 'linear',
  format: 'plain',
};

const base: ToggleParam = {
  kind: 'toggle',
  label: 'protect the base',
  help: "Counts the base on its own data as the first task; off: only the stream's tasks are held.",
  default: true,
};

const params = {
  strength,
  labels,
  inputs: countParam('examples', 'Examples over which each Fisher is averaged.', 64, [1, 1024]),
  samples: countParam(
    'label draws',
    'Draws of the labels for each example; rare labels carry most of the Fisher, so one is far too few.',
    16,
    [1, 64],
  ),
  decay,
  base,
} as const;

/** Label sets per example: 0 stands for the example's own labels. */
const drawsOf = (values: Values<typeof params>) =>
  values.labels === 'sampled' ? values.samples : 0;

function create(context: MethodContext, values: Values<typeof params>): Method {
  const { verbs, seed, phases } = context;
  const { parameters, gradients } = verbs;
  const fisher = verbs.vector('fisher');
  const anchor = verbs.vector('anchor');
  const setAnchor = verbs.record('setAnchor', (r) => copyVector(r, parameters, anchor));
  const pull = verbs.record('pull', (r) =>
    pullToAnchor(
      r,
      { parameters, anchor, gradients, importance: fisher },
      dynamic('penalty_strength'),
    ),
  );
  const rng = new Rng(seed, hashString('ewc.examples'));
  let present = new Reservoir<Item>(values.inputs);
  /** lambda = strength / mean of the base's Fisher, fixed before the first phase. */
  let lambda = 0;

  /** Adds the Fisher of these examples at the present weights to the running one, and moves the anchor here. */
  async function consolidate(items: readonly Item[], phase: number, stop?: () => boolean) {
    const earlier = await verbs.read(fisher);
    verbs.write(fisher, new Float32Array(earlier.length));
    const labelSeed = new Rng(seed, hashString('ewc.labels'), phase + 1).u32();
    const source = { samples: drawsOf(values), seed: labelSeed };
    if (!(await verbs.squaredGradients(fisher, items, source, stop))) return;
    const fresh = await verbs.read(fisher);
    if (phase === BASE) {
      const mean = meanElement(fresh, parameters.layout);
      lambda = mean > 0 ? values.strength / mean : 0;
    }
    const counts = phase !== BASE || values.base;
    const added = counts ? capped(fresh, parameters.layout, CAP) : new Float32Array(fresh.length);
    verbs.write(fisher, runningSum(earlier, added, values.decay));
    await verbs.run(setAnchor);
  }

  return {
    async beginPhase(phase, stop) {
      if (phase > 0) return;
      const general = Array.from({ length: values.inputs }, () => context.sampleGeneral(rng));
      await consolidate(general, BASE, stop);
    },
    addPenalty: () => [{ program: pull, values: { penalty_strength: lambda } }],
    afterStep(items) {
      for (const { item } of items) present.offer(item, rng);
    },
    async endPhase(phase, stop) {
      // After the last phase nothing is left to be protected from.
      if (phase < phases.length - 1) await consolidate(present.items, phase, stop);
      present = new Reservoir(values.inputs);
    },
    storedExamples: () => present.items.length,
  };
}

export const onlineEwc: MethodPlugin<typeof params> = {
  info: {
    id: 'ewc',
    family: 'regularization',
    label: 'Online EWC',
    summary: 'Holds each weight by how much the answers so far depend on it.',
    equation: String.raw`\nabla L_{\text{new}} + \lambda \tilde F\,(\theta - \theta^{*}), \quad \tilde F_k = \gamma \tilde F_{k-1} + \mathbb{E}_{x,\,y \sim p_\theta} \left[ \nabla \log p_\theta(y \mid x) \right]^2`,
    mainKnob: 'strength',
    worksWhen: 'There is room: the new task needs few of the weights that the old ones need.',
    failsWhen:
      'The strength leaves its narrow window: below it forgets, above it learns nothing. A very sure model has almost no Fisher.',
    params,
    citation: {
      text: 'Schwarz et al. 2018, Progress & Compress: A Scalable Framework for Continual Learning',
      url: 'https://arxiv.org/abs/1805.06370',
    },
  },
  cost: (values, { phases }) => ({
    vectors: 2,
    passes: 0,
    boundarySequences: phases * values.inputs * Math.max(1, drawsOf(values)),
    storedExamples: values.inputs,
  }),
  create,
};
