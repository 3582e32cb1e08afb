// L2 to an anchor: a spring from every weight to where it was. To the base it is L2-SP (Li et al. 2018); to the weights at
// the end of the previous phase it holds everything learned so far, with the same force on every weight. Coupled form: the
// pull is part of the gradient, so an adaptive optimizer rescales it with the rest.

import type { ChoiceParam, NumberParam } from '../../core/params.ts';
import { pullToAnchor } from '../../engine/consolidation.ts';
import { copyVector } from '../../engine/flatVector.ts';
import type { MethodPlugin } from './method.ts';

const strength: NumberParam = {
  kind: 'number',
  label: 'strength',
  symbol: 'λ',
  help: 'Force of the pull: what is added to the gradient per unit of distance from the anchor.',
  default: 0.1,
  min: 0,
  max: 10,
  smallest: 1e-4,
  scale: 'log',
  format: 'scientific',
};

const anchor: ChoiceParam<'base' | 'previous'> = {
  kind: 'choice',
  label: 'anchor',
  help: 'The base protects general abilities only; the previous phase protects what was learned since, too. On random start weights the base is the initialization (L2-init).',
  default: 'base',
  options: [
    { value: 'base', label: 'the start weights' },
    { value: 'previous', label: "the previous phase's weights" },
  ],
};

const params = { strength, anchor } as const;

export const l2Anchor: MethodPlugin<typeof params> = {
  info: {
    id: 'l2-anchor',
    family: 'regularization',
    label: 'L2 to an anchor',
    summary: 'A spring from every weight to where it was before.',
    equation: String.raw`\nabla L_{\text{new}} + \lambda\,(\theta - \theta_{\text{anchor}})`,
    mainKnob: 'strength',
    worksWhen: 'A solution of the new task lies close to the old weights.',
    failsWhen:
      'A few weights must move far: all are held alike. An anchor only remembers what it knew itself.',
    params,
    citation: {
      text: 'Li et al. 2018, Explicit Inductive Bias for Transfer Learning with Convolutional Networks',
      url: 'https://arxiv.org/abs/1802.01483',
    },
  },
  cost: () => ({ vectors: 1, passes: 0, boundarySequences: 0, storedExamples: 0 }),
  create({ verbs }, values) {
    const { parameters, gradients } = verbs;
    const held = verbs.vector('anchor');
    const setAnchor = verbs.record('setAnchor', (r) => copyVector(r, parameters, held));
    const pull = verbs.record('pull', (r) =>
      pullToAnchor(r, { parameters, anchor: held, gradients }, values.strength),
    );
    return {
      async beginPhase(phase) {
        if (phase === 0 || values.anchor === 'previous') await verbs.run(setAnchor);
      },
      addPenalty: () => [{ program: pull }],
    };
  },
};
