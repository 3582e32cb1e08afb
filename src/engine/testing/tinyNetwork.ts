// A network small enough for the CPU device, and batches for it, for tests of the model and of training.

import type { ModelShape } from '../../core/experiment.ts';
import { Rng } from '../../core/rng.ts';
import type { Batch } from '../batch.ts';
import type { Device } from '../device.ts';
import { initialParameters } from '../model/init.ts';
import { Network } from '../model/network.ts';
import { parameterLayout } from '../model/shape.ts';
import { createWorkspace } from '../model/workspace.ts';
import { ADAMW_DEFAULTS, adamw } from '../optimizers/adamw.ts';

export const TEST_SHAPE: ModelShape = {
  vocabulary: 20,
  context: 16,
  width: 24,
  layers: 2,
  heads: 3,
  keyValueHeads: 1,
  feedForward: 36,
  mlp: 'gelu',
  tied: false,
  rotaryBase: 100,
};

/** A network of this shape with its own workspace; `dispose` frees both. */
export function testNetwork(device: Device, shape: ModelShape = TEST_SHAPE, seed = 1) {
  const workspace = createWorkspace(device, shape, 8 * shape.context, 8);
  const network = new Network({
    owner: 'test',
    device,
    workspace,
    layout: parameterLayout(shape),
    initial: initialParameters(shape, seed),
    createOptimizer: (context) => adamw.create(context, ADAMW_DEFAULTS),
  });
  const dispose = () => {
    network.dispose();
    workspace.dispose();
  };
  return { network, workspace, dispose };
}

/** Random tokens; about half of the targets supervised, with weights of 0.5, 1 and 1.5. */
export function testBatch(shape: ModelShape, rows: number, length: number, seed: number): Batch {
  const rng = new Rng(seed);
  const count = rows * length;
  const token = () => rng.below(shape.vocabulary);
  return {
    rows,
    length,
    tokens: Uint32Array.from({ length: count }, token),
    targets: Uint32Array.from({ length: count }, token),
    weights: Float32Array.from({ length: count }, () =>
      rng.below(2) ? 0.5 * (1 + rng.below(3)) : 0,
    ),
  };
}
