// A bench whose method remembers exactly what a test gives it, of three memories: the general one and two earlier tasks. The
// methods draw all of a memory at every step, so its gradient can be worked out beside them.

import type { ParamSpecs, Values } from '../../core/params.ts';
import { Rng } from '../../core/rng.ts';
import { makeBatch } from '../batching.ts';
import type { MethodPlugin } from '../methods/method.ts';
import { MethodBench } from './methodBench.ts';

/** Examples of every memory. */
export const MEMORY = 4;

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, x, i) => sum + x * b[i]!, 0);

/** The bench after two phases, and the gradients of the two tasks' memories at the present weights. */
export async function benchWithMemories<S extends ParamSpecs>(
  plugin: MethodPlugin<S>,
  change: Partial<Values<S>>,
) {
  const sizes = { batch: MEMORY, general: 0, perTask: MEMORY } as unknown as Partial<Values<S>>;
  const bench = MethodBench.of(plugin, { ...sizes, ...change });
  const rng = new Rng(4);
  const items = ['reverse', 'next'].map((taskId) =>
    Array.from({ length: MEMORY }, () => bench.context.sampleTask(taskId, rng)),
  );
  for (const [phase, taskId] of ['reverse', 'next'].entries()) {
    await bench.method.afterStep!(
      items[phase]!.map((item) => ({ item, taskId, phase })),
      phase,
    );
    await bench.method.endPhase!(phase);
  }
  const gradients = async () => {
    const found: Float32Array[] = [];
    for (const [i, list] of items.entries()) {
      const vector = bench.context.verbs.vector(`expected${i}`);
      await bench.run([bench.network.gradientInto(vector, makeBatch(list), 0)]);
      found.push(await bench.network.snapshot(vector));
    }
    return found;
  };
  return { bench, items, gradients };
}
