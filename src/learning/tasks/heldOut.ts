// The split between training and held-out examples: by a hash of the prompt, so it is the same for every seed, base and run.

import { hashString, Rng } from '../../core/rng.ts';
import type { Draft } from './item.ts';
import { buildItem } from './item.ts';
import type { Item } from '../example.ts';

/** One prompt in this many is held out. */
const HELD_OUT_SHARE = 5;

/** Draws without a new held-out example after which the world is taken to have no more. */
const PATIENCE = 20_000;

/** Whether an example with this prompt is for evaluation only. */
export function isHeldOut(prompt: string): boolean {
  return hashString(prompt) % HELD_OUT_SHARE === 0;
}

/**
 * The first `count` held-out examples of a fixed sequence named `name`, without repeats; fewer when the world has fewer.
 * A longer list begins with the shorter one.
 */
export function takeHeldOut(name: string, count: number, draw: (rng: Rng) => Draft): Item[] {
  const rng = new Rng(0, hashString(`held-out ${name}`));
  const items = new Map<string, Item>();
  for (let misses = 0; items.size < count && misses < PATIENCE;) {
    const draft = draw(rng);
    const key = draft.segments.map((s) => s.text).join('');
    if (isHeldOut(draft.prompt) && !items.has(key)) {
      items.set(key, buildItem(draft));
      misses = 0;
    } else misses++;
  }
  return [...items.values()];
}

/** `count` elements taken in turn from the lists: the first of each, then the second of each, ... */
export function interleave<T>(lists: readonly (readonly T[])[], count: number): T[] {
  const result: T[] = [];
  const longest = Math.max(0, ...lists.map((list) => list.length));
  for (let i = 0; i < longest; i++) {
    for (const list of lists) if (i < list.length) result.push(list[i]!);
  }
  return result.slice(0, count);
}

/** `count` elements, evenly of every source and taken in turn; `take` gives that many of one. Fewer where there is no source. */
export function spread<S, T>(
  sources: readonly S[],
  count: number,
  take: (source: S, each: number) => readonly T[],
): T[] {
  const each = Math.ceil(count / Math.max(1, sources.length));
  return interleave(
    sources.map((source) => take(source, each)),
    count,
  );
}
