// A small network on the CPU device that trains one set of parameters, without a trainer.

import { defaultValues, type ParamSpecs, type Values } from '../../core/params.ts';
import { CpuDevice } from '../../engine/cpuDevice.ts';
import { initialParameters } from '../../engine/model/init.ts';
import { Network } from '../../engine/model/network.ts';
import { parameterLayout } from '../../engine/model/shape.ts';
import { createWorkspace } from '../../engine/model/workspace.ts';
import type { OptimizerPlugin } from '../../engine/optimizers/optimizer.ts';
import { sgd } from '../../engine/optimizers/sgd.ts';
import { testBatch } from '../../engine/testing/tinyNetwork.ts';
import { AnswerSampler } from '../answerSampler.ts';
import type { TrainableSet } from '../roles.ts';
import type { TrainablePlugin } from '../trainables/trainable.ts';
import { contextOn } from './methodBench.ts';
import { TINY_SHAPE } from './tinyExperiment.ts';

const SHAPE = { ...TINY_SHAPE, layers: 2 };
export const LAYOUT = parameterLayout(SHAPE);
export const INITIAL = initialParameters(SHAPE, 1);
export const batch = (seed: number) => testBatch(SHAPE, 4, 8, seed);

/** A network that trains this set by plain SGD at rate 1, or by another optimizer. */
export function bench<S extends ParamSpecs>(
  plugin: TrainablePlugin<S> | null,
  change: Partial<Values<S>> = {},
  optimizer: OptimizerPlugin = sgd as unknown as OptimizerPlugin,
  settings: Record<string, number> = { momentum: 0, clip: 0 },
) {
  const device = new CpuDevice();
  const workspace = createWorkspace(device, SHAPE, 4 * SHAPE.context, 4);
  const sets: TrainableSet[] = [];
  const network = new Network({
    owner: 'bench',
    device,
    workspace,
    layout: LAYOUT,
    initial: INITIAL,
    ...(plugin && {
      createPart(context) {
        const values = { ...defaultValues(plugin.info.params), ...change } as Values<S>;
        sets.push(plugin.create({ ...context, seed: 1, phases: 3 }, values));
        return sets[0]!;
      },
    }),
    createOptimizer: (c) =>
      optimizer.create(c, { ...defaultValues(optimizer.info.params), ...settings } as never),
  });
  const sampler = new AnswerSampler({
    owner: 'bench',
    device,
    workspace,
    parameters: network.parameters,
  });
  return { device, network, set: sets[0]!, context: contextOn(network, sampler) };
}
