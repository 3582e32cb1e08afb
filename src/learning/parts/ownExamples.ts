// Whole examples that the model wrote itself, prompts included.

import { Rng, hashString } from '../../core/rng.ts';
import type { Item } from '../example.ts';
import type { MethodContext } from '../roles.ts';
import { NEWLINE, TOKENS } from '../tasks/vocabulary.ts';

/** Examples of the base's data and of each earlier task that are looked at for the names they begin with. */
const LOOKED_AT = 200;

/** What was written as an example with loss on all of it; null where it does not end or is empty. */
export function writtenItem(tokens: readonly number[]): Item | null {
  if (tokens.length < 3 || tokens.at(-1) !== NEWLINE) return null;
  const rest = tokens.map((_, i) => i > 0);
  return { tokens, weights: rest.map(Number), scored: rest };
}

/** Begins an example with nothing said of what it is to be. */
export const freeStart: readonly number[] = [NEWLINE];

/** Beginnings with each name that examples begin with, of the base's data and of the tasks before `phase`, in the order of their ids. */
export function namedStarts(
  {
    seed,
    phases,
    sampleGeneral,
    sampleTask,
  }: Pick<MethodContext, 'seed' | 'phases' | 'sampleGeneral' | 'sampleTask'>,
  phase: number,
): number[][] {
  const rng = new Rng(seed, hashString('control-tokens'));
  const earlier = phases.slice(0, phase).flatMap((p) => p.tasks.map((t) => t.id));
  const examples = Array.from({ length: LOOKED_AT }, () => sampleGeneral(rng));
  for (const id of new Set(earlier)) examples.push(sampleTask(id, rng));
  const firsts = new Set(examples.map(({ tokens }) => tokens[1]!));
  const names = [...firsts].filter((id) => TOKENS[id]?.startsWith('<'));
  return names.toSorted((a, b) => a - b).map((name) => [NEWLINE, name]);
}
