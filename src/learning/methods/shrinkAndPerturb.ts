// Shrink and perturb (Ash and Adams 2020, arXiv 1910.08475): before each phase after the first the weights go part of the way
// to new random ones, drawn like those that a model starts from. It keeps a network able to learn; what it knew is given up
// for that, in the same measure.

import type { NumberParam } from '../../core/params.ts';
import { hashString } from '../../core/rng.ts';
import { addScaled, scale } from '../../engine/flatVector.ts';
import type { MethodPlugin } from './method.ts';

const share: NumberParam = {
  kind: 'number',
  label: 'share of new weights',
  symbol: 'b',
  help: '0 = the weights as they are, 1 = a new start in each phase.',
  default: 0.2,
  min: 0,
  max: 1,
  scale: 'linear',
  format: 'percent',
};

const params = { share } as const;

export const shrinkAndPerturb: MethodPlugin<typeof params> = {
  info: {
    id: 'shrink-and-perturb',
    family: 'plasticity',
    label: 'Shrink and perturb',
    summary: 'Before each new phase, goes part of the way to new random weights.',
    equation: String.raw`\theta \leftarrow (1 - b)\,\theta + b\,\theta_{\text{fresh}}, \quad \text{before each phase}`,
    mainKnob: 'share',
    worksWhen: 'The stream is so long that the network learns ever more slowly.',
    failsWhen:
      'What was learned should stay: plasticity is not retention, and here one pays for the other.',
    params,
    citation: {
      text: 'Ash and Adams 2020, On Warm-Starting Neural Network Training',
      url: 'https://arxiv.org/abs/1910.08475',
    },
  },
  changesWeights: () => 'boundary',
  cost: () => ({ vectors: 1, passes: 0, boundarySequences: 0, storedExamples: 0 }),
  create({ verbs, seed }, values) {
    const fresh = verbs.vector('fresh');
    const mix = verbs.record('mix', (r) => {
      scale(r, verbs.parameters, 1 - values.share);
      addScaled(r, fresh, verbs.parameters, values.share);
    });
    return {
      async renewWeights(phase) {
        if (phase === 0 || values.share === 0) return;
        verbs.write(fresh, verbs.freshWeights((seed ^ hashString(`fresh.${phase}`)) >>> 0));
        await verbs.run(mix);
      },
    };
  },
};
