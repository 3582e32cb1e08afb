// A memory of what came before the present phase: what the phase brings counts as earlier from its end on. Shared by the
// methods that hold the present phase against earlier ones.

import { Rng, hashString } from '../../core/rng.ts';
import type { Item } from '../example.ts';
import type { MethodContext } from '../roles.ts';
import { countStored, type StoredCounts } from '../storedCounts.ts';
import { ReplayBuffer, Reservoir } from './reservoir.ts';

/** `owner` names the draws; `general` and `perTask` are the capacities of the two partitions. */
export function earlierExamples(
  owner: string,
  context: Pick<MethodContext, 'seed' | 'sampleGeneral'>,
  { general, perTask }: { readonly general: number; readonly perTask: number },
) {
  const buffer = new ReplayBuffer<Item>({
    seed: context.seed,
    general: { capacity: general, sample: (rng) => context.sampleGeneral(rng) },
    stream: { kind: 'per-task', capacity: perTask },
  });
  const present = new Map<string, Reservoir<Item>>();
  const rng = new Rng(context.seed, hashString(`${owner}.present`));
  return {
    buffer,
    offer(item: Item, taskId: string): void {
      const reservoir = present.get(taskId) ?? new Reservoir<Item>(perTask);
      present.set(taskId, reservoir);
      reservoir.offer(item, rng);
    },
    close(): void {
      for (const [taskId, { items }] of present) {
        for (const item of items) buffer.addStream(item, taskId);
      }
      present.clear();
    },
    get counts(): StoredCounts {
      const { total, general, perTask } = buffer.counts;
      const waiting = countStored(
        0,
        [...present.values()].map(({ items }) => items),
      );
      return {
        total: total + waiting.total,
        general,
        perTask: Math.max(perTask, waiting.perTask),
      };
    },
  };
}
