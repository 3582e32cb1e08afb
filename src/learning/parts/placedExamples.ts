// Examples that each have a numbered place, in which something else about them is kept, such as their logits: general ones,
// drawn once, and a reservoir for each task of the stream.

import { hashString, Rng } from '../../core/rng.ts';
import type { Item } from '../example.ts';
import type { MethodContext } from '../roles.ts';
import { countStored, type StoredCounts } from '../storedCounts.ts';
import type { StreamItem } from '../stream.ts';
import { Reservoir, pickDistinct } from './reservoir.ts';

export interface Placed {
  readonly item: Item;
  readonly place: number;
}

export class PlacedExamples {
  /** Stored from the start, in places 0 and up. */
  readonly general: readonly Placed[];
  private readonly perTask: number;
  private readonly stream = new Map<string, Reservoir<Placed>>();
  private readonly rng: Rng;
  /** Places that the present step has filled: what it brings is not replayed in it. */
  private fresh = new Set<number>();

  constructor(
    owner: string,
    { seed, sampleGeneral }: Pick<MethodContext, 'seed' | 'sampleGeneral'>,
    { general, perTask }: { readonly general: number; readonly perTask: number },
  ) {
    const rng = new Rng(seed, hashString('replay.general'));
    this.general = Array.from({ length: general }, (_, place) => ({
      item: sampleGeneral(rng),
      place,
    }));
    this.perTask = perTask;
    this.rng = new Rng(seed, hashString(`${owner}.stream`));
  }

  get counts(): StoredCounts {
    return countStored(
      this.general.length,
      [...this.stream.values()].map(({ items }) => items),
    );
  }

  /**
   * Offers the examples of a step. Returns the place of each, or null where it was not taken, or was replaced at once by a
   * later one of them.
   */
  offer(examples: readonly StreamItem[]): (number | null)[] {
    const taken = new Map<number, number>();
    examples.forEach(({ item, taskId }, i) => {
      const reservoir = this.stream.get(taskId) ?? new Reservoir<Placed>(this.perTask);
      const first = this.general.length + this.perTask * this.indexOf(taskId, reservoir);
      const slot = reservoir.slotFor(this.rng);
      if (slot === null) return;
      reservoir.put(slot, { item, place: first + slot });
      taken.set(first + slot, i);
    });
    this.fresh = new Set(taken.keys());
    const places = examples.map((): number | null => null);
    for (const [place, i] of taken) places[i] = place;
    return places;
  }

  private indexOf(taskId: string, reservoir: Reservoir<Placed>): number {
    if (!this.stream.has(taskId)) this.stream.set(taskId, reservoir);
    return [...this.stream.keys()].indexOf(taskId);
  }

  /** `count` stored examples, on average `generalShare` of them general; an empty partition leaves its share to the other. */
  draw(rng: Rng, count: number, generalShare: number): Placed[] {
    const stream = [...this.stream.values()]
      .flatMap(({ items }) => items)
      .filter(({ place }) => !this.fresh.has(place));
    const wanted = Math.floor(count * generalShare + rng.uniform());
    const general = stream.length === 0 ? count : this.general.length === 0 ? 0 : wanted;
    return [
      ...pickDistinct(this.general, general, rng),
      ...pickDistinct(stream, count - general, rng),
    ];
  }
}
