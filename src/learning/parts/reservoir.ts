// What a learner keeps of what it saw. Reservoir sampling (Vitter 1985, "Random Sampling with a Reservoir") keeps every
// offered element with the same probability without knowing how many will come.

import { hashString, Rng } from '../../core/rng.ts';
import { countStored, type StoredCounts } from '../storedCounts.ts';

/** A uniform sample, without replacement, of everything offered so far. */
export class Reservoir<T> {
  private capacity: number;
  private readonly stored: T[] = [];
  private offered = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get items(): readonly T[] {
    return this.stored;
  }

  /** With n elements offered before: fill while n < capacity, else overwrite slot j ~ U{0, ..., n} if j < capacity. */
  offer(item: T, rng: Rng): void {
    const slot = this.slotFor(rng);
    if (slot !== null) this.put(slot, item);
  }

  /** Counts one more offered element and decides where it goes; null: nowhere. */
  slotFor(rng: Rng): number | null {
    const slot = this.offered < this.capacity ? this.offered : rng.below(this.offered + 1);
    this.offered++;
    return slot < this.capacity ? slot : null;
  }

  put(slot: number, item: T): void {
    this.stored[slot] = item;
  }

  /** Gives up elements at random until at most `capacity` are left: still a uniform sample of what was offered. */
  shrink(capacity: number, rng: Rng): void {
    this.capacity = capacity;
    while (this.stored.length > capacity) {
      const last = this.stored.pop()!;
      const slot = rng.below(this.stored.length + 1);
      if (slot < this.stored.length) this.stored[slot] = last;
    }
  }
}

export type StreamMemory = 'per-task' | 'fixed' | 'balanced';

export interface ReplayBufferOptions<T> {
  readonly seed: number;
  /** Examples of the base's own data, drawn once by `sample`. They are never evicted by the stream. */
  readonly general: { readonly capacity: number; sample(rng: Rng): T };
  /**
   * `per-task`: that many for each task seen; `fixed`: that many for the whole stream, in one reservoir; `balanced`: that
   * many for the whole stream, in equal parts for each task seen.
   */
  readonly stream: { readonly kind: StreamMemory; readonly capacity: number };
}

/** `count` elements of the list, without repeats as long as it has enough. */
export function pickDistinct<T>(items: readonly T[], count: number, rng: Rng): T[] {
  if (items.length === 0) return [];
  const chosen = new Set<number>();
  const result: T[] = [];
  while (result.length < count) {
    if (chosen.size === items.length) chosen.clear();
    const index = rng.below(items.length);
    if (chosen.has(index)) continue;
    chosen.add(index);
    result.push(items[index]!);
  }
  return result;
}

/**
 * A store in two partitions, general and stream. In a single reservoir the stream evicts what protects the general
 * capabilities. The stream partition is a reservoir per task, or one for all.
 */
export class ReplayBuffer<T> {
  private readonly general: readonly T[];
  private readonly stream = new Map<string, Reservoir<T>>();
  private readonly options: ReplayBufferOptions<T>;
  private readonly rng: Rng;

  constructor(options: ReplayBufferOptions<T>) {
    const rng = new Rng(options.seed, hashString('replay.general'));
    this.options = options;
    this.general = Array.from({ length: options.general.capacity }, () =>
      options.general.sample(rng),
    );
    this.rng = new Rng(options.seed, hashString('replay.stream'));
  }

  /** Examples stored now. */
  get counts(): StoredCounts {
    return countStored(
      this.general.length,
      [...this.stream.values()].map(({ items }) => items),
    );
  }

  /** Offers an example of the stream; to be called after the step that trained on it. */
  addStream(item: T, taskId: string): void {
    const { kind, capacity } = this.options.stream;
    const key = kind === 'fixed' ? '' : taskId;
    let reservoir = this.stream.get(key);
    if (!reservoir) {
      reservoir = new Reservoir(capacity);
      this.stream.set(key, reservoir);
      if (kind === 'balanced') this.balance(capacity);
    }
    reservoir.offer(item, this.rng);
  }

  /** Makes room for one more task: every reservoir gets an equal part of the capacity. */
  private balance(capacity: number): void {
    const each = Math.floor(capacity / this.stream.size);
    for (const reservoir of this.stream.values()) reservoir.shrink(each, this.rng);
  }

  /** Stored examples of the stream, task by task. */
  streamItems(): T[] {
    return [...this.stream.values()].flatMap((reservoir) => reservoir.items);
  }

  /**
   * `count` stored examples, of which on average `generalShare` (0 to 1) are general: the number is rounded up or down at
   * random. An empty partition leaves its share to the other; none at all when both are empty. Of the stream's, only those
   * that `allowed` lets pass.
   */
  draw(rng: Rng, count: number, generalShare: number, allowed?: (item: T) => boolean): T[] {
    const stored = this.streamItems();
    const stream = allowed ? stored.filter(allowed) : stored;
    const wanted = Math.floor(count * generalShare + rng.uniform());
    const generalCount = stream.length === 0 ? count : this.general.length === 0 ? 0 : wanted;
    return [
      ...pickDistinct(this.general, generalCount, rng),
      ...pickDistinct(stream, count - generalCount, rng),
    ];
  }
}
