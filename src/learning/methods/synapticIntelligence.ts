// Synaptic Intelligence (Zenke et al. 2017, arXiv 1703.04200): while a phase trains, every weight adds up what its moves
// took off the loss; at the end that becomes its importance, and a spring as strong holds it there. The gradient is that of
// the loss alone and the move is what the optimizer really did, Adam included.

import type { NumberParam } from '../../core/params.ts';
import { addToPath, consolidatePath, pullToAnchor } from '../../engine/consolidation.ts';
import { copyVector } from '../../engine/flatVector.ts';
import type { MethodPlugin } from './method.ts';

const strength: NumberParam = {
  kind: 'number',
  label: 'strength',
  symbol: 'c',
  help: 'Force of the springs. At 1 the penalty stands for the old loss as it was measured.',
  default: 1,
  min: 0,
  max: 100,
  smallest: 0.001,
  scale: 'log',
  format: 'scientific',
};

const damping: NumberParam = {
  kind: 'number',
  label: 'damping',
  symbol: 'ξ',
  help: 'Keeps the importance of weights that hardly moved from growing without bound.',
  default: 0.001,
  min: 1e-6,
  max: 1,
  scale: 'log',
  format: 'scientific',
};

const params = { strength, damping } as const;

export const synapticIntelligence: MethodPlugin<typeof params> = {
  info: {
    id: 'si',
    family: 'regularization',
    label: 'Synaptic Intelligence',
    summary: 'Holds each weight by how much of the progress so far it made.',
    equation: String.raw`\nabla L_{\text{new}} + 2c\,\Omega\,(\theta - \theta^{*}), \quad \Omega = \sum_k \max\!\left(0, \frac{-\sum_t g_t\,\Delta\theta_t}{(\Delta_k \theta)^2 + \xi}\right)`,
    mainKnob: 'strength',
    worksWhen: 'Tasks use different weights, and gradients are not too noisy.',
    failsWhen:
      'What matters was learned before the stream began: the base is not protected. Small batches make all weights look important.',
    params,
    citation: {
      text: 'Zenke et al. 2017, Continual Learning Through Synaptic Intelligence',
      url: 'https://arxiv.org/abs/1703.04200',
    },
  },
  cost: () => ({ vectors: 5, passes: 0, boundarySequences: 0, storedExamples: 0 }),
  create({ verbs }, values) {
    const { parameters, gradients } = verbs;
    const gradient = verbs.vector('lossGradient');
    const before = verbs.vector('before');
    const start = verbs.vector('start');
    const path = verbs.vector('path');
    const importance = verbs.vector('importance');
    const vectors = { gradient, parameters, before, start, path, importance };
    const keep = verbs.record('keep', (r) => {
      copyVector(r, gradients, gradient);
      copyVector(r, parameters, before);
    });
    const pull = verbs.record('pull', (r) =>
      // The penalty has no factor 1/2, so its gradient has a factor 2.
      pullToAnchor(r, { parameters, anchor: start, gradients, importance }, 2 * values.strength),
    );
    const add = verbs.record('add', (r) => addToPath(r, vectors));
    const setStart = verbs.record('setStart', (r) => copyVector(r, parameters, start));
    const consolidate = verbs.record('consolidate', (r) => {
      consolidatePath(r, vectors, values.damping);
      r.clear(path.buffer);
    });
    return {
      async beginPhase(phase) {
        if (phase === 0) await verbs.run(setStart);
      },
      keepGradient: () => [{ program: keep }],
      addPenalty: () => [{ program: pull }],
      keepUpdate: () => [{ program: add }],
      endPhase: () => verbs.run(consolidate, setStart),
    };
  },
};
