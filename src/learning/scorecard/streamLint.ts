// Looks for pairs of functions that are to be composed and may not be taught: a learner that has trained on them would not
// compose, it would remember.

import type { Phase } from '../../core/experiment.ts';
import { find } from '../../core/plugin.ts';
import { hashString, Rng } from '../../core/rng.ts';
import { SEEN_BIJECTION_PAIRS } from '../tasks/bijections.ts';
import { REGISTRY } from '../tasks/index.ts';
import { SEEN_PAIRS } from '../tasks/pairs.ts';
import type { Task } from '../tasks/task.ts';
import { BIJECTION_IDS, FUNCTION_IDS, TOKENS } from '../tasks/vocabulary.ts';

/** Training items of each task that are looked at: a pair that one item in 100 shows is missed once in 150 streams. */
const SAMPLED_ITEMS = 500;

/** A held-out pair, g after f, in the training items of a task. */
export interface TaughtPair {
  readonly taskId: string;
  readonly g: string;
  readonly f: string;
}

/** Functions that combine with each other; a pair of any other names is none. */
const FUNCTIONS: readonly ReadonlySet<string>[] = [new Set(FUNCTION_IDS), new Set(BIJECTION_IDS)];

const nameOf = (g: string, f: string): string => `${g} ${f}`;

/** Pairs of the base's own data. Every other one is held out: unseen pairs of known functions, and all with a new function. */
const ALLOWED: ReadonlySet<string> = new Set(
  [...SEEN_PAIRS, ...SEEN_BIJECTION_PAIRS].map(({ g, f }) => nameOf(g.id, f.id)),
);

/** The held-out pair that begins with the name at `place`, or null. */
function pairAt(tokens: readonly number[], place: number): { g: string; f: string } | null {
  const [g, f] = [place, place + 1].map((i) => TOKENS[tokens[i] ?? 0]!.slice(1, -1)) as [
    string,
    string,
  ];
  const combine = FUNCTIONS.some((functions) => functions.has(g) && functions.has(f));
  return combine && !ALLOWED.has(nameOf(g, f)) ? { g, f } : null;
}

/** The held-out pairs, each once, that 500 training items of every task of these phases show; empty for a sound stream. */
export function lintStream(
  phases: readonly Phase[],
  tasks: readonly Task[] = REGISTRY,
): TaughtPair[] {
  const found = new Map<string, TaughtPair>();
  for (const taskId of new Set(phases.flatMap((phase) => phase.tasks.map(({ id }) => id)))) {
    const task = find(tasks, 'task', taskId);
    const rng = new Rng(0, hashString(`lint ${taskId}`));
    for (let i = 0; i < SAMPLED_ITEMS; i++) {
      const { tokens } = task.sample(rng);
      tokens.forEach((_, place) => {
        const pair = pairAt(tokens, place);
        if (pair) found.set(`${taskId} ${nameOf(pair.g, pair.f)}`, { taskId, ...pair });
      });
    }
  }
  return [...found.values()];
}
