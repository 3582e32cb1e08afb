// Continual backpropagation (Dohare et al. 2024, Nature 632; arXiv 2306.13812): in every step a small fraction of the hidden
// units of the MLPs, those of least use, starts anew, so that the network stays able to learn. Utilities use the activations
// of the step's pass and the weights after its update, and the mean activation includes the step's, all as the published code
// does. Three things differ here. The model has no biases, so a replaced unit's mean contribution is not handed on to the
// biases after it (the published code meant to and adds 0, since it clears the mean before). AdamW's bias correction keeps
// counting steps from the start of training, where the published code counts for every weight. And a SwiGLU unit, which the
// paper does not have, has both its row of the gate and its row of the up half as incoming weights.

import type { ChoiceParam, NumberParam, Values } from '../../core/params.ts';
import { hashString } from '../../core/rng.ts';
import type { Method, MethodContext } from '../roles.ts';
import { countParam } from '../parts/countParam.ts';
import type { MethodPlugin } from './method.ts';

const rate: NumberParam = {
  kind: 'number',
  label: 'replacement rate',
  symbol: 'ρ',
  help: 'Fraction of the mature hidden units that is replaced in each step; parts of a unit add up.',
  default: 1e-4,
  min: 0,
  max: 0.01,
  smallest: 1e-6,
  scale: 'log',
  format: 'scientific',
};

const decay: NumberParam = {
  kind: 'number',
  label: 'memory of the utility',
  symbol: 'η',
  help: "Share of the running utility and mean activation that is carried on. Here η is the paper's.",
  default: 0.99,
  min: 0,
  max: 0.999,
  scale: 'linear',
  format: 'plain',
};

const utility: ChoiceParam<'adaptable-contribution' | 'contribution'> = {
  kind: 'choice',
  label: 'utility',
  help: "How much a unit's activity departs from its mean, times its outgoing over its incoming weights; or its activity times its outgoing weights.",
  default: 'adaptable-contribution',
  options: [
    { value: 'adaptable-contribution', label: 'contribution that can adapt' },
    { value: 'contribution', label: 'contribution' },
  ],
};

const params = {
  rate,
  maturity: countParam(
    'maturity',
    'Steps that a unit is safe after it was replaced.',
    100,
    [1, 1000],
  ),
  decay,
  utility,
} as const;

function create({ verbs, seed }: MethodContext, values: Values<typeof params>): Method {
  // Nothing would ever be replaced, so utilities are of no use either.
  if (values.rate === 0) return {};
  const units = verbs.unitRenewal('units', {
    rate: values.rate,
    maturity: values.maturity,
    decay: values.decay,
    adaptable: values.utility === 'adaptable-contribution',
    seed: (seed ^ hashString('continual-backprop')) >>> 0,
  });
  return {
    keepActivations: (batch) => units.watch(batch),
    transformUpdate: (step) => units.renew(step),
  };
}

export const continualBackprop: MethodPlugin<typeof params> = {
  info: {
    id: 'continual-backprop',
    family: 'plasticity',
    label: 'Continual backprop',
    summary:
      'Goes on replacing the few hidden units of the MLPs that are of least use by new ones.',
    equation: String.raw`u \leftarrow \eta\, u + (1-\eta)\, |h - \hat h|\, \frac{\overline{|w_{\text{out}}|}}{\overline{|w_{\text{in}}|}}, \quad \text{lowest } u \text{ of age} > m:\ w_{\text{in}} \sim \mathcal{N}(0, 1/d),\ w_{\text{out}} \leftarrow 0`,
    mainKnob: 'rate',
    worksWhen:
      'The stream is so long that units die or freeze, and the network learns ever more slowly.',
    failsWhen:
      'Streams are short, so that no unit is worn out; or what little a unit did was an old skill. There are no biases here, so what a replaced unit gave on average is lost.',
    params,
    citation: {
      text: 'Dohare et al. 2024, Loss of Plasticity in Deep Continual Learning',
      url: 'https://arxiv.org/abs/2306.13812',
    },
  },
  changesWeights: (values) => (values.rate > 0 ? 'step' : 'never'),
  cost: () => ({ vectors: 0, passes: 0, boundarySequences: 0, storedExamples: 0 }),
  create,
};
