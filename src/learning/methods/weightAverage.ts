// Exponential moving average of the weights (Polyak and Juditsky 1992 in spirit; Tarvainen and Valpola 2017 for this form):
// training goes on as it is, and the average is what is evaluated. phi <- (1 - alpha) phi + alpha theta, alpha = 1 / window.

import type { NumberParam } from '../../core/params.ts';
import { addScaled, copyVector, scale } from '../../engine/flatVector.ts';
import type { MethodPlugin } from './method.ts';

const window: NumberParam = {
  kind: 'number',
  label: 'window',
  symbol: '1/α',
  help: 'Steps over which the average reaches back; 1 = the weights as they are.',
  default: 50,
  min: 1,
  max: 1000,
  scale: 'log',
  format: 'plain',
};

const params = { window } as const;

export const weightAverage: MethodPlugin<typeof params> = {
  info: {
    id: 'ema',
    family: 'averaging',
    label: 'Average of weights',
    summary: 'Answers with a running average of its weights instead of the latest.',
    equation: String.raw`\varphi \leftarrow (1 - \alpha)\,\varphi + \alpha\,\theta, \quad \text{evaluated at}\ \varphi`,
    mainKnob: 'window',
    worksWhen: 'Much of the loss is noise of the last steps, as at a constant learning rate.',
    failsWhen: 'The phases are longer than the window: it forgets like the weights, only later.',
    params,
    citation: {
      text: 'Tarvainen and Valpola 2017, Mean teachers are better role models',
      url: 'https://arxiv.org/abs/1703.01780',
    },
  },
  cost: () => ({ vectors: 1, passes: 0, boundarySequences: 0, storedExamples: 0 }),
  create({ verbs }, values) {
    const { parameters } = verbs;
    const average = verbs.vector('average');
    const rate = 1 / values.window;
    const begin = verbs.record('begin', (r) => copyVector(r, parameters, average));
    const follow = verbs.record('follow', (r) => {
      scale(r, average, 1 - rate);
      addScaled(r, parameters, average, rate);
    });
    const show = verbs.record('show', (r) => copyVector(r, average, parameters));
    return {
      async beginPhase(phase) {
        if (phase === 0) await verbs.run(begin);
      },
      keepUpdate: () => [{ program: follow }],
      evaluationWeights: () => [{ program: show }],
    };
  },
};
