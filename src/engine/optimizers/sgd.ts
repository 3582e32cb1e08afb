// Stochastic gradient descent with momentum in PyTorch's form: v <- mu v + g, theta <- theta - eta v, no dampening.

import type { Values } from '../../core/params.ts';
import { newVector } from '../flatVector.ts';
import { sgd_step } from '../kernels/optimizer.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import { dynamic } from '../recorder.ts';
import type { Optimizer, OptimizerContext, OptimizerPlugin } from './optimizer.ts';
import {
  boundaryParam,
  clipParam,
  decayParam,
  learningRateParam,
  weightDecayParam,
} from './params.ts';

const params = {
  learningRate: learningRateParam(0.05),
  momentum: decayParam(
    'momentum',
    0.9,
    'Share of the last step that is carried on; 0 = plain gradient descent.',
  ),
  weightDecay: weightDecayParam,
  clip: clipParam,
  boundary: boundaryParam,
} as const;

function create(context: OptimizerContext, values: Values<typeof params>): Optimizer {
  const { device, owner, parameters, gradients, normSquared } = context;
  const { layout } = parameters;
  const velocity = newVector(device, `${owner}.sgd.velocity`, layout);
  const zeros = new Float32Array(layout.length);
  return {
    slots: [velocity],
    learningRate: values.learningRate,
    record: (recorder) =>
      recorder.dispatch(
        sgd_step,
        {
          gradient: gradients.buffer,
          norm_squared: normSquared,
          parameter: parameters.buffer,
          velocity: velocity.buffer,
        },
        {
          count: layout.length,
          norm_offset: dynamic('norm_offset'),
          learning_rate: dynamic('learning_rate'),
          momentum: values.momentum,
          weight_decay: values.weightDecay,
          clip: values.clip,
        },
        threadGrid(layout.length / 4),
        12 * layout.length,
      ),
    values: (learningRate) => ({ learning_rate: learningRate }),
    reset: () => device.write(velocity.buffer, zeros),
    dispose: () => velocity.buffer.destroy(),
  };
}

export const sgd: OptimizerPlugin<typeof params> = {
  info: {
    id: 'sgd',
    family: 'optimizer',
    label: 'SGD with momentum',
    summary: 'Steps along the gradient, with a share of the last step.',
    equation: String.raw`v \leftarrow \mu v + g, \quad \theta \leftarrow \theta - \eta v`,
    mainKnob: 'learningRate',
    worksWhen: 'A method must constrain the step itself: the step is the gradient.',
    failsWhen: 'Weights need very different step sizes, as embeddings and norms do.',
    params,
    citation: {
      text: 'Sutskever et al. 2013, On the importance of initialization and momentum in deep learning',
      url: 'https://proceedings.mlr.press/v28/sutskever13.html',
    },
  },
  create,
};
