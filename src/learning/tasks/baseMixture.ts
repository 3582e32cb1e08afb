// The base's own data in the world of strings: what base checkpoints are trained on, what general replay draws from and what joint training adds.

import type { Rng } from '../../core/rng.ts';
import { ADDITION } from './addition.ts';
import { ANY } from './any.ts';
import { DEMONSTRATION } from './demonstration.ts';
import { BASE_FUNCTION_TASKS } from './functionTasks.ts';
import { GRAMMAR } from './grammar.ts';
import { withPromptWeight } from './item.ts';
import { PAIRS, PAIRS_DIRECT, type PairFormat } from './pairs.ts';
import { RECALL } from './recall.ts';
import type { Item } from '../example.ts';
import type { Task } from './task.ts';

export interface BaseMixtureOptions {
  /** Loss weight of prompt tokens; 0 = answers only. A base that is to write prompts itself needs about 0.1. */
  readonly promptWeight?: number;
  /** How pairs are answered. */
  readonly pairs?: PairFormat;
}

export interface BaseMixture {
  readonly shares: readonly { readonly task: Task; readonly share: number }[];
  /** A training example of a task drawn by its share. */
  sample(rng: Rng): Item;
}

const FUNCTIONS_SHARE = 0.22;

/** Shares of examples, not of tokens. They add up to 1. Addition and unseen pairs are learned last, so they get more than the rest. */
function sharesOf(pairs: PairFormat): BaseMixture['shares'] {
  return [
    ...BASE_FUNCTION_TASKS.map((task) => ({
      task,
      share: FUNCTIONS_SHARE / BASE_FUNCTION_TASKS.length,
    })),
    { task: pairs === 'steps' ? PAIRS : PAIRS_DIRECT, share: 0.32 },
    { task: ADDITION, share: 0.2 },
    { task: RECALL, share: 0.08 },
    { task: GRAMMAR, share: 0.05 },
    { task: ANY, share: 0.05 },
    { task: DEMONSTRATION, share: 0.08 },
  ];
}

/**
 * The weighted mixture of everything the base knows.
 *
 * Demonstrations never get prompt weight: the answer that they show is wrong on purpose and must not be learned.
 */
export function baseMixture({
  promptWeight = 0,
  pairs = 'steps',
}: BaseMixtureOptions = {}): BaseMixture {
  return mixtureOf(sharesOf(pairs), promptWeight, [DEMONSTRATION]);
}

/** A mixture of these shares, with this loss weight on the prompts of all tasks but the ones whose prompts show wrong answers. */
export function mixtureOf(
  shares: BaseMixture['shares'],
  promptWeight: number,
  demonstrating: readonly Task[] = [],
): BaseMixture {
  const pick = (rng: Rng): Task => {
    let rest = rng.uniform();
    for (const { task, share } of shares) {
      rest -= share;
      if (rest < 0) return task;
    }
    return shares.at(-1)!.task;
  };
  return {
    shares,
    sample(rng) {
      const task = pick(rng);
      const item = task.sample(rng);
      return promptWeight > 0 && !demonstrating.includes(task)
        ? withPromptWeight(item, promptWeight)
        : item;
    },
  };
}
