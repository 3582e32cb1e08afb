// A memory for the base's own data and one for each earlier task, and the gradient on each at the present weights: what the
// methods settle with that take tasks one by one. A task becomes a memory at the end of the phase that brought it.

import { Rng, hashString } from '../../core/rng.ts';
import type { Invocation } from '../../engine/device.ts';
import type { FlatVector } from '../../engine/flatVector.ts';
import type { Item } from '../example.ts';
import type { Method, MethodContext } from '../roles.ts';
import { countParam } from './countParam.ts';
import { Reservoir, pickDistinct } from './reservoir.ts';
import { countStored } from '../storedCounts.ts';

export const memoryParams = {
  batch: countParam(
    'examples per memory',
    'Drawn from every memory at every step for its gradient; each costs a pass. 0 = none: plain fine-tuning.',
    8,
    [0, 64],
  ),
  general: countParam(
    'general examples',
    "Stored examples of the base's own data: a memory of their own.",
    1000,
    [0, 10_000],
  ),
  perTask: countParam(
    'examples per task',
    'Reservoir for each task of the stream.',
    100,
    [0, 10_000],
  ),
} as const;

export interface MemoryValues {
  readonly batch: number;
  readonly general: number;
  readonly perTask: number;
}

/** Memories that there may be for a stream of so many tasks: one for each, and the general one. */
export function memoryCount({ batch, general, perTask }: MemoryValues, tasks: number): number {
  return batch === 0 ? 0 : (general > 0 ? 1 : 0) + (perTask > 0 ? tasks : 0);
}

/** What they cost: a vector each, a pass over `batch` examples each, and the examples. */
export function memoryCost(
  values: MemoryValues,
  { batchSize, tasks }: { readonly batchSize: number; readonly tasks: number },
) {
  const memories = memoryCount(values, tasks);
  return {
    vectors: memories,
    passes: (memories * values.batch) / batchSize,
    boundarySequences: 0,
    storedExamples: values.general + tasks * values.perTask,
  };
}

export interface MemoryGradients {
  /** One for each memory that there is in this step, the general one first. */
  readonly present: readonly FlatVector[];
  /** The hooks that fill the memories and take their gradients. */
  readonly hooks: Pick<Method, 'keepGradient' | 'afterStep' | 'endPhase' | 'storedExamples'>;
}

/** `owner` names the draws. */
export function memoryGradients(
  owner: string,
  context: MethodContext,
  values: MemoryValues,
): MemoryGradients {
  const { verbs, seed } = context;
  const tasks = new Set(context.phases.flatMap((p) => p.tasks.map((t) => t.id)));
  const vectors = Array.from({ length: memoryCount(values, tasks.size) }, (_, i) =>
    verbs.vector(`memory${i}`),
  );
  const clears = vectors.map((v, i) => verbs.record(`clear${i}`, (r) => r.clear(v.buffer)));
  const rng = new Rng(seed, hashString(`${owner}.memory`));
  const general = Array.from({ length: values.general }, () => context.sampleGeneral(rng));
  const earlier = new Map<string, Reservoir<Item>>();
  const present = new Map<string, Reservoir<Item>>();
  const reservoirOf = (map: Map<string, Reservoir<Item>>, taskId: string) => {
    const reservoir = map.get(taskId) ?? new Reservoir<Item>(values.perTask);
    map.set(taskId, reservoir);
    return reservoir;
  };
  const memories = () =>
    [general, ...[...earlier.values()].map((r) => r.items)].filter((items) => items.length > 0);
  let taken: FlatVector[] = [];
  return {
    get present() {
      return taken;
    },
    hooks: {
      keepGradient(step) {
        const draws = new Rng(seed, hashString(`${owner}.step`), step);
        const drawn = values.batch === 0 ? [] : memories();
        taken = vectors.slice(0, drawn.length);
        return drawn.flatMap((items, i): Invocation[] => [
          { program: clears[i]! },
          verbs.gradientInto(vectors[i]!, pickDistinct(items, values.batch, draws)),
        ]);
      },
      afterStep(items) {
        for (const { item, taskId } of items) reservoirOf(present, taskId).offer(item, rng);
      },
      endPhase() {
        for (const [taskId, { items }] of present) {
          for (const item of items) reservoirOf(earlier, taskId).offer(item, rng);
        }
        present.clear();
      },
      storedExamples: () =>
        countStored(
          general.length,
          [...present.values(), ...earlier.values()].map(({ items }) => items),
        ),
    },
  };
}
