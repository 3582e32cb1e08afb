// An episodic memory: the examples that a learner met, each once, the first so many of every task. What the memory scaffolds
// share: one puts its examples before the prompt, the other keeps what the model made of them.

import type { Item } from '../example.ts';
import { countStored, type StoredCounts } from '../storedCounts.ts';

export interface EpisodicMemory {
  /** Stores an example; false where it is there already or its task has no room left. */
  offer(item: Item, taskId: string): boolean;
  /** All examples, in the order in which they came within each task. */
  items(): readonly Item[];
  readonly counts: StoredCounts;
}

export function episodicMemory(perTask: number): EpisodicMemory {
  const byTask = new Map<string, Map<string, Item>>();
  return {
    offer(item, taskId) {
      const stored = byTask.get(taskId) ?? new Map<string, Item>();
      byTask.set(taskId, stored);
      const key = item.tokens.join();
      if (stored.size >= perTask || stored.has(key)) return false;
      stored.set(key, item);
      return true;
    },
    items: () => [...byTask.values()].flatMap((stored) => [...stored.values()]),
    get counts() {
      const lists = [...byTask.values()].map(({ size }) => ({ length: size }));
      return countStored(0, lists);
    },
  };
}
