// EWC (Kirkpatrick et al. 2017, arXiv 1612.00796; online: Schwarz et al. 2018, arXiv 1805.06370): a spring on every weight,
// as strong as the Fisher information says that the model's answers depend on it. The base, on its own data, counts as the
// first phase. Online, there is one anchor for all phases. With an anchor for each phase, the springs of all phases are kept
// as their sum, which is one spring per weight from the Fisher-weighted mean of the anchors: two vectors for any number.

import type { ChoiceParam, NumberParam, Values } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import type { Method, MethodContext } from '../roles.ts';
import { countParam } from '../parts/countParam.ts';
import { decay, importanceSprings, protectBase } from '../parts/springs.ts';
import type { MethodPlugin } from './method.ts';

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

const anchors: ChoiceParam<'latest' | 'own'> = {
  kind: 'choice',
  label: 'anchors',
  help: 'Online, all phases pull to the weights at the last boundary. With one each, as first published, a phase pulls to the weights that it ended with.',
  default: 'latest',
  options: [
    { value: 'latest', label: 'the latest for all (online)' },
    { value: 'own', label: 'one for each phase' },
  ],
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
  base: protectBase,
  anchors,
} as const;

/** Label sets per example: 0 stands for the example's own labels. */
const drawsOf = (values: Values<typeof params>) =>
  values.labels === 'sampled' ? values.samples : 0;

function create(context: MethodContext, values: Values<typeof params>): Method {
  const { verbs, seed } = context;
  return importanceSprings(context, { ...values, owner: 'ewc' }, (total, items, phase, stop) => {
    const labelSeed = new Rng(seed, hashString('ewc.labels'), phase + 1).u32();
    return verbs.squaredGradients(
      total,
      items,
      { samples: drawsOf(values), seed: labelSeed },
      stop,
    );
  });
}

export const onlineEwc: MethodPlugin<typeof params> = {
  info: {
    id: 'ewc',
    family: 'regularization',
    label: 'EWC',
    summary: 'Holds each weight by how much the answers so far depend on it.',
    equation: String.raw`\nabla L_{\text{new}} + \lambda \tilde F\,(\theta - \theta^{*}), \quad \tilde F_k = \gamma \tilde F_{k-1} + \mathbb{E}_{x,\,y \sim p_\theta} \left[ \nabla \log p_\theta(y \mid x) \right]^2, \quad \theta^{*} = \theta_k^{*}\ \text{or}\ \tfrac{\sum_j F_j \theta_j^{*}}{\sum_j F_j}`,
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
