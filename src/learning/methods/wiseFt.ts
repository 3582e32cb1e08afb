// WiSE-FT (Wortsman et al. 2022, arXiv 2109.01903): weights on the straight line between before and after fine-tuning.
// Two different methods by when it is done: only for evaluation, towards the base, while training goes on from its own
// weights; or at the end of every phase, towards the weights that the phase began with, where the next one starts.

import type { ChoiceParam, NumberParam } from '../../core/params.ts';
import { addScaled, copyVector, scale } from '../../engine/flatVector.ts';
import type { MethodPlugin } from './method.ts';

const share: NumberParam = {
  kind: 'number',
  label: 'share of the old weights',
  help: '0 = the fine-tuned weights, 1 = the old ones.',
  default: 0.5,
  min: 0,
  max: 1,
  scale: 'linear',
  format: 'percent',
};

const when: ChoiceParam<'evaluation' | 'phase'> = {
  kind: 'choice',
  label: 'when',
  help: 'For evaluation only, with the base; or into the weights at the end of each phase, with those that it began with.',
  default: 'phase',
  options: [
    { value: 'evaluation', label: 'for evaluation only' },
    { value: 'phase', label: 'at the end of each phase' },
  ],
};

const params = { share, when } as const;

export const wiseFt: MethodPlugin<typeof params> = {
  info: {
    id: 'wise-ft',
    family: 'averaging',
    label: 'WiSE-FT',
    summary: 'Goes back part of the way to the weights from before.',
    equation: String.raw`(1 - s)\,\theta + s\,\theta_{\text{before}}`,
    mainKnob: 'share',
    worksWhen: 'The shift is mild: the straight line between the two stays good.',
    failsWhen: 'The new task is far from the old ones: between the two lies neither.',
    params,
    citation: {
      text: 'Wortsman et al. 2022, Robust fine-tuning of zero-shot models',
      url: 'https://arxiv.org/abs/2109.01903',
    },
  },
  changesWeights: (values) => (values.when === 'phase' ? 'boundary' : 'never'),
  cost: () => ({ vectors: 1, passes: 0, boundarySequences: 0, storedExamples: 0 }),
  create({ verbs }, values) {
    const { parameters } = verbs;
    const before = verbs.vector('before');
    const keep = verbs.record('keep', (r) => copyVector(r, parameters, before));
    const mix = verbs.record('mix', (r) => {
      scale(r, parameters, 1 - values.share);
      addScaled(r, before, parameters, values.share);
    });
    if (values.when === 'evaluation') {
      return {
        async beginPhase(phase) {
          if (phase === 0) await verbs.run(keep);
        },
        evaluationWeights: () => [{ program: mix }],
      };
    }
    return { beginPhase: () => verbs.run(keep), endPhase: () => verbs.run(mix) };
  },
};
