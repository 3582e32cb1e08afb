// What a learner keeps of what it saw. Reservoir sampling (Vitter 1985, "Random Sampling with a Reservoir") keeps every
// offered element with the same probability without knowing how many will come.

import { hashString, Rng } from '../../core/rng.ts';

/** A uniform sample, without replacement, of everything offered so far. */
export class Reservoir<T> {
  readonly capacity: number;
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
    if (this.offered < this.capacity) {
      this.stored.push(item);
    } else {
      const slot = rng.below(this.offered + 1);
      if (slot < this.capacity) this.stored[slot] = item;
    }
    this.offered++;
  }
}

export interface ReplayBufferOptions<T> {
  readonly seed: number;
  /** Examples of the base's own data, drawn once by `sample`. They are never evicted by the stream. */
  readonly general: { readonly capacity: number; sample(rng: Rng): T };
  /** `per-task`: that many for each task seen; `fixed`: that many for the whole stream. */
  readonly stream: { readonly kind: 'per-task' | 'fixed'; readonly capacity: number };
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
  get size(): number {
    return this.general.length + this.streamItems().length;
  }

  /** Offers an example of the stream; to be called after the step that trained on it. */
  addStream(item: T, taskId: string): void {
    const { kind, capacity } = this.options.stream;
    const key = kind === 'per-task' ? taskId : '';
    let reservoir = this.stream.get(key);
    if (!reservoir) {
      reservoir = new Reservoir(capacity);
      this.stream.set(key, reservoir);
    }
    reservoir.offer(item, this.rng);
  }

  /** Stored examples of the stream, task by task. */
  streamItems(): T[] {
    return [...this.stream.values()].flatMap((reservoir) => reservoir.items);
  }

  /**
   * `count` stored examples, of which on average `generalShare` (0 to 1) are general: the number is rounded up or down at
   * random. An empty partition leaves its share to the other; none at all when both are empty.
   */
  draw(rng: Rng, count: number, generalShare: number): T[] {
    const stream = this.streamItems();
    const wanted = Math.floor(count * generalShare + rng.uniform());
    const generalCount = stream.length === 0 ? count : this.general.length === 0 ? 0 : wanted;
    return [
      ...pickDistinct(this.general, generalCount, rng),
      ...pickDistinct(stream, count - generalCount, rng),
    ];
  }
}
