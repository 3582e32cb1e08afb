// Palimpsest's own train step, through the verbs that the product's learners use.

import { openAdapter } from '../../src/engine/adapter.ts';
import type { Batch } from '../../src/engine/batch.ts';
import { rangeOf } from '../../src/engine/flatVector.ts';
import { Network } from '../../src/engine/model/network.ts';
import { parameterLayout } from '../../src/engine/model/shape.ts';
import { createWorkspace } from '../../src/engine/model/workspace.ts';
import { ADAMW_DEFAULTS, adamw } from '../../src/engine/optimizers/adamw.ts';
import { WebgpuDevice } from '../../src/engine/webgpuDevice.ts';
import { ADAMW, MODEL } from '../data.mjs';
import type { GpuContext, Learner } from '../measure.mjs';

interface Size {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly context: number;
  readonly batch: number;
  readonly vocabulary: number;
}

interface Parameter {
  readonly name: string;
  readonly data: Float32Array;
}

function shapeOf(size: Size) {
  return {
    vocabulary: size.vocabulary,
    context: size.context,
    width: size.width,
    layers: size.layers,
    heads: size.heads,
    keyValueHeads: size.heads,
    feedForward: MODEL.mlpRatio * size.width,
    mlp: 'gelu',
    tied: false,
    rotaryBase: MODEL.rotaryBase,
  } as const;
}

/** The interface of measure.mjs: `create` gives a learner with the given weights. */
export async function create(
  size: Size,
  weights: readonly Parameter[],
  { gpu }: GpuContext,
): Promise<Learner> {
  const { device: raw, report } = await openAdapter(gpu, true);
  const device = new WebgpuDevice(raw, report);
  device.onError((error) => {
    throw new Error(error.message);
  });
  const shape = shapeOf(size);
  const layout = parameterLayout(shape);
  const initial = new Float32Array(layout.length);
  for (const { name, data } of weights) initial.set(data, rangeOf(layout, name).offset);
  const { learningRate, beta1, beta2, weightDecay } = ADAMW;
  const network = new Network({
    owner: 'bench',
    device,
    workspace: createWorkspace(device, shape, size.batch * size.context, size.batch),
    layout,
    initial,
    createOptimizer: (context) =>
      adamw.create(context, {
        ...ADAMW_DEFAULTS,
        learningRate,
        beta1,
        beta2,
        weightDecay,
        clip: 0,
      }),
  });
  const ones = new Float32Array(size.batch * size.context).fill(1);
  let step = 0;
  const stepNoRead = async (tokens: Int32Array, targets: Int32Array): Promise<void> => {
    const batch: Batch = {
      rows: size.batch,
      length: size.context,
      tokens: Uint32Array.from(tokens),
      targets: Uint32Array.from(targets),
      weights: ones,
    };
    await network.trainStep(batch, step++, learningRate);
  };
  return {
    stepNoRead,
    async step(tokens, targets) {
      await stepNoRead(tokens, targets);
      const [scalars] = await network.scalars(step - 1, step - 1);
      return scalars!.loss;
    },
    sync: () => device.idle(),
    dispose: () => device.dispose(),
  };
}
