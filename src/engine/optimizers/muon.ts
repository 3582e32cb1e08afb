// Muon (Jordan et al. 2024): momentum that is orthogonalised by five Newton-Schulz iterations, for the matrices of the layers;
// AdamW for everything else (embedding, norms, output matrix). Momentum looks ahead as in Nesterov's, as published. The packed
// query-key-value matrix is taken as one matrix.

import type { Values } from '../../core/params.ts';
import type { DeviceBuffer } from '../device.ts';
import { type ParameterLayout, newVector } from '../flatVector.ts';
import { muon_momentum, muon_step } from '../kernels/muon.ts';
import { adamw_step } from '../kernels/optimizer.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import { type MatrixKind, gramLength, hiddenKinds, orthogonalise } from '../newtonSchulz.ts';
import { type Recorder, dynamic } from '../recorder.ts';
import type { Optimizer, OptimizerContext, OptimizerPlugin } from './optimizer.ts';
import {
  boundaryParam,
  clipParam,
  decayParam,
  learningRateParam,
  weightDecayParam,
} from './params.ts';

const params = {
  learningRate: learningRateParam(0.02),
  adamRate: {
    ...learningRateParam(1e-3),
    label: 'learning rate of the rest',
    help: 'Of AdamW, on the embedding, the norms and the output matrix.',
  },
  momentum: decayParam('momentum', 0.95, 'Share of the last direction that is carried on.'),
  weightDecay: weightDecayParam,
  clip: clipParam,
  boundary: boundaryParam,
} as const;

const ITERATIONS = 5;
/** Of AdamW on the rest, as its own defaults here. */
const [BETA1, BETA2, EPSILON] = [0.9, 0.99, 1e-8] as const;

/** Stretches of a layout between the matrices of the layers. */
export function restOf(layout: ParameterLayout, kinds: readonly MatrixKind[]) {
  const taken = new Set(
    kinds.flatMap(({ matrices, offset, stride }) =>
      Array.from({ length: matrices }, (_, z) => offset + z * stride),
    ),
  );
  const rest: { offset: number; count: number }[] = [];
  layout.ranges.forEach(({ offset }, i) => {
    if (taken.has(offset)) return;
    const count = (layout.ranges[i + 1]?.offset ?? layout.length) - offset;
    const last = rest.at(-1);
    if (last && last.offset + last.count === offset) last.count += count;
    else rest.push({ offset, count });
  });
  return rest;
}

function vectorsOf({ device, owner, parameters }: OptimizerContext) {
  const vector = (role: string) => newVector(device, `${owner}.muon.${role}`, parameters.layout);
  return {
    momentum: vector('momentum'),
    first: vector('firstMoment'),
    second: vector('secondMoment'),
    direction: vector('direction'),
    scratch: vector('scratch'),
  };
}

type Vectors = ReturnType<typeof vectorsOf>;

/** AdamW on the stretches between the matrices. */
function recordRest(
  recorder: Recorder,
  { parameters, gradients, normSquared }: OptimizerContext,
  { first, second }: Vectors,
  kinds: readonly MatrixKind[],
  { clip, weightDecay }: Values<typeof params>,
): void {
  const buffers = {
    gradient: gradients.buffer,
    norm_squared: normSquared,
    parameter: parameters.buffer,
    first_moment: first.buffer,
    second_moment: second.buffer,
  };
  const shared = {
    norm_offset: dynamic('norm_offset'),
    learning_rate: dynamic('adam_rate'),
    beta1: BETA1,
    beta2: BETA2,
    epsilon: EPSILON,
    weight_decay: weightDecay,
    correction1: dynamic('correction1'),
    correction2: dynamic('correction2'),
    clip,
  };
  for (const stretch of restOf(parameters.layout, kinds)) {
    const grid = threadGrid(stretch.count / 4);
    recorder.dispatch(adamw_step, buffers, { ...stretch, ...shared }, grid, 30 * stretch.count);
  }
}

interface Buffers extends Vectors {
  readonly gram: DeviceBuffer;
  readonly polynomial: DeviceBuffer;
}

/** Momentum, its orthogonalisation, and the step, on one kind of matrix. */
function recordKind(
  recorder: Recorder,
  { parameters, gradients, normSquared }: OptimizerContext,
  { momentum, direction, scratch, gram, polynomial }: Buffers,
  kind: MatrixKind,
  values: Values<typeof params>,
): void {
  const { matrices, rows, columns, offset, stride } = kind;
  const of = { matrices, count: rows * columns, offset, stride };
  const elements = matrices * of.count;
  const grid = threadGrid(elements / 4);
  recorder.dispatch(
    muon_momentum,
    {
      gradient: gradients.buffer,
      norm_squared: normSquared,
      momentum: momentum.buffer,
      direction: direction.buffer,
    },
    { ...of, norm_offset: dynamic('norm_offset'), decay: values.momentum, clip: values.clip },
    grid,
    6 * elements,
  );
  const work = { input: direction.buffer, scratch: scratch.buffer, gram, polynomial };
  const orthogonal = orthogonalise(recorder, kind, work, ITERATIONS);
  recorder.dispatch(
    muon_step,
    { direction: orthogonal, parameter: parameters.buffer },
    {
      ...of,
      learning_rate: dynamic('learning_rate'),
      // A tall matrix maps to more outputs than it has inputs: its step is larger by the root of their ratio.
      scale: Math.sqrt(Math.max(1, rows / columns)),
      weight_decay: values.weightDecay,
    },
    grid,
    5 * elements,
  );
}

function create(context: OptimizerContext, values: Values<typeof params>): Optimizer {
  const { device, owner } = context;
  const { layout } = context.parameters;
  const kinds = hiddenKinds(layout.ranges);
  const vectors = vectorsOf(context);
  const square = (role: string) => device.buffer(`${owner}.muon.${role}`, 4 * gramLength(kinds));
  const buffers = { ...vectors, gram: square('gram'), polynomial: square('polynomial') };
  const slots = [vectors.momentum, vectors.first, vectors.second];
  const zeros = new Float32Array(layout.length);
  let step = 0;
  return {
    slots,
    learningRate: values.learningRate,
    record(recorder) {
      recordRest(recorder, context, vectors, kinds, values);
      for (const kind of kinds) recordKind(recorder, context, buffers, kind, values);
    },
    values(learningRate) {
      step++;
      return {
        learning_rate: learningRate,
        adam_rate: (learningRate / values.learningRate) * values.adamRate,
        correction1: 1 - BETA1 ** step,
        correction2: 1 - BETA2 ** step,
      };
    },
    reset() {
      step = 0;
      for (const slot of slots) device.write(slot.buffer, zeros);
    },
    dispose() {
      for (const { buffer } of Object.values(vectors)) buffer.destroy();
      for (const buffer of [buffers.gram, buffers.polynomial]) buffer.destroy();
    },
  };
}

export const muon: OptimizerPlugin<typeof params> = {
  info: {
    id: 'muon',
    family: 'optimizer',
    label: 'Muon',
    summary: 'Steps of the same size in every direction of a matrix; AdamW for what is no matrix.',
    equation: String.raw`W \leftarrow W - \eta\, s\, \operatorname{orth}(g + \mu M), \quad M \leftarrow \mu M + g, \quad s = \sqrt{\max\!\left(1, \tfrac{d_{\text{out}}}{d_{\text{in}}}\right)}`,
    mainKnob: 'learningRate',
    worksWhen:
      'The base was trained with it, too, and the new task is large enough for full-rank steps.',
    failsWhen:
      'The base was trained with AdamW: a change of optimizer is itself reported to forget. A few examples are learned by rote.',
    params,
    citation: {
      text: 'Jordan et al. 2024, Muon: An optimizer for hidden layers in neural networks',
      url: 'https://kellerjordan.github.io/posts/muon/',
    },
  },
  wholeMatrices: true,
  create,
};
