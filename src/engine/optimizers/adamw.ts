// AdamW (Loshchilov and Hutter 2019, algorithm 2, with decoupled weight decay on every parameter).

import { defaultValues, type Values } from '../../core/params.ts';
import { newVector } from '../flatVector.ts';
import { adamw_step } from '../kernels/optimizer.ts';
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
  learningRate: learningRateParam(1e-3),
  weightDecay: weightDecayParam,
  beta1: decayParam('β₁', 0.9, 'Memory of the mean of the gradient.'),
  beta2: decayParam('β₂', 0.99, 'Memory of the mean of the squared gradient.'),
  clip: clipParam,
  boundary: boundaryParam,
} as const;

const EPSILON = 1e-8;

function create(context: OptimizerContext, values: Values<typeof params>): Optimizer {
  const { device, owner, parameters, gradients, normSquared } = context;
  const { layout } = parameters;
  const first = newVector(device, `${owner}.adamw.firstMoment`, layout);
  const second = newVector(device, `${owner}.adamw.secondMoment`, layout);
  const zeros = new Float32Array(layout.length);
  let step = 0;
  return {
    slots: [first, second],
    learningRate: values.learningRate,
    record: (recorder) =>
      recorder.dispatch(
        adamw_step,
        {
          gradient: gradients.buffer,
          norm_squared: normSquared,
          parameter: parameters.buffer,
          first_moment: first.buffer,
          second_moment: second.buffer,
        },
        {
          count: layout.length,
          offset: 0,
          norm_offset: dynamic('norm_offset'),
          learning_rate: dynamic('learning_rate'),
          beta1: values.beta1,
          beta2: values.beta2,
          epsilon: EPSILON,
          weight_decay: values.weightDecay,
          correction1: dynamic('correction1'),
          correction2: dynamic('correction2'),
          clip: values.clip,
        },
        threadGrid(layout.length / 4),
        30 * layout.length,
      ),
    values(learningRate) {
      step++;
      return {
        learning_rate: learningRate,
        correction1: 1 - values.beta1 ** step,
        correction2: 1 - values.beta2 ** step,
      };
    },
    reset() {
      step = 0;
      for (const slot of [first, second]) device.write(slot.buffer, zeros);
    },
    dispose: () => [first, second].forEach((slot) => slot.buffer.destroy()),
  };
}

export const adamw: OptimizerPlugin<typeof params> = {
  info: {
    id: 'adamw',
    family: 'optimizer',
    label: 'AdamW',
    summary: 'Steps of a size that adapts to each weight, with decoupled weight decay.',
    equation: String.raw`\theta \leftarrow \theta - \eta \left( \frac{\hat m}{\sqrt{\hat v} + \epsilon} + \lambda \theta \right)`,
    mainKnob: 'learningRate',
    worksWhen: 'Almost always; it needs little tuning.',
    failsWhen: 'A protection rests on the raw gradient: the adaptive step rotates it.',
    params,
    citation: {
      text: 'Loshchilov and Hutter 2019, Decoupled Weight Decay Regularization',
      url: 'https://arxiv.org/abs/1711.05101',
    },
  },
  create,
};

/** Defaults of AdamW, for scripts and tests. */
export const ADAMW_DEFAULTS = defaultValues(params);
