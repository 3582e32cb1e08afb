// How fast a device trains, from a few steps of a tiny model. It also compiles the kernels, so that Run starts at once.

import type { Device } from '../engine/device.ts';
import { initialParameters } from '../engine/model/init.ts';
import { Network } from '../engine/model/network.ts';
import { forwardFlops, parameterLayout } from '../engine/model/shape.ts';
import { sizedShape } from '../engine/model/sizes.ts';
import { createWorkspace } from '../engine/model/workspace.ts';
import { ADAMW_DEFAULTS, adamw } from '../engine/optimizers/adamw.ts';
import { makeBatch, makeScoredBatch } from './batching.ts';
import { makeStream } from './stream.ts';
import { CONTEXT, VOCABULARY_SIZE } from './tasks/vocabulary.ts';

const BATCH = 16;
const STEPS = 3;

/** FLOPs per second of plain training steps at the default batch; takes a fraction of a second once compiled. */
export async function measureSpeed(device: Device): Promise<number> {
  const shape = sizedShape('tiny', VOCABULARY_SIZE, CONTEXT);
  const workspace = createWorkspace(device, shape, BATCH * CONTEXT, BATCH);
  const network = new Network({
    owner: 'calibrate',
    device,
    workspace,
    layout: parameterLayout(shape),
    initial: initialParameters(shape, 0),
    createOptimizer: (context) => adamw.create(context, ADAMW_DEFAULTS),
  });
  try {
    const stream = makeStream(
      [{ tasks: [{ id: 'reverse', weight: 1 }], steps: STEPS + 1, blur: 0 }],
      0,
    );
    const items = (step: number) => stream.items(step, BATCH).map((s) => s.item);
    await network.trainStep(makeBatch(items(0)), 0, 0);
    await network.evaluate([makeScoredBatch(items(0))]);
    await device.idle();
    const began = performance.now();
    let flops = 0;
    for (let step = 1; step <= STEPS; step++) {
      const batch = makeBatch(items(step));
      flops += 3 * forwardFlops(shape, batch.rows * batch.length, batch.length);
      await network.trainStep(batch, step, 0);
    }
    await device.idle();
    return flops / ((performance.now() - began) / 1000);
  } finally {
    network.dispose();
    workspace.dispose();
  }
}
