// L2 to the initial weights (Kumar et al. 2023, arXiv 2308.11958, regenerative regularization): a spring from every weight to
// the random number that it was before any training. It keeps a network able to learn; it does not keep what it has learned.
// For a shipped base the initial weights are those that its training started from, drawn again from the seed on its card.

import type { NumberParam } from '../../core/params.ts';
import { pullToAnchor } from '../../engine/consolidation.ts';
import type { MethodPlugin } from './method.ts';

const strength: NumberParam = {
  kind: 'number',
  label: 'strength',
  symbol: 'λ',
  help: "Weight of the squared distance to the initial weights. The paper's penalty has no factor 1/2, so its gradient has a factor 2.",
  default: 0.001,
  min: 0,
  max: 1,
  smallest: 1e-5,
  scale: 'log',
  format: 'scientific',
};

const params = { strength } as const;

export const l2Init: MethodPlugin<typeof params> = {
  info: {
    id: 'l2-init',
    family: 'plasticity',
    label: 'L2 to the initial weights',
    summary: 'A spring from every weight to where it was before any training.',
    equation: String.raw`\nabla L_{\text{new}} + 2 \lambda\,(\theta - \theta_{\text{init}})`,
    mainKnob: 'strength',
    worksWhen:
      'Many tasks follow each other, and the network must not lose the ability to learn the next.',
    failsWhen:
      'What was learned is to be kept: it pulls every weight back to a network that knows nothing.',
    params,
    citation: {
      text: 'Kumar et al. 2023, Maintaining Plasticity in Continual Learning via Regenerative Regularization',
      url: 'https://arxiv.org/abs/2308.11958',
    },
  },
  cost: () => ({ vectors: 1, passes: 0, boundarySequences: 0, storedExamples: 0 }),
  create(context, values) {
    const { verbs } = context;
    const { parameters, gradients } = verbs;
    const anchor = verbs.vector('initial');
    verbs.write(anchor, context.initialWeights());
    const pull = verbs.record('pull', (r) =>
      pullToAnchor(r, { parameters, anchor, gradients }, 2 * values.strength),
    );
    return { addPenalty: () => [{ program: pull }] };
  },
};
