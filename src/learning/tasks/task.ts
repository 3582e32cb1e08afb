// What a task is: a seeded generator of examples, a held-out set, and how an answer is scored.

import type { TaskInfo } from '../../core/catalog.ts';
import type { Rng } from '../../core/rng.ts';
import type { Item, Reward } from '../example.ts';

export interface Task {
  readonly info: TaskInfo;
  /** At most 6 characters, for column heads. */
  readonly short: string;
  /** A training example; never one whose prompt belongs to the held-out set, unless the task is `closed`. */
  sample(rng: Rng): Item;
  /** The first `count` examples of the fixed held-out set, or all that it has; the same on every call and for every seed. */
  heldOut(count: number): readonly Item[];
  /** Accuracy of guessing on the held-out set. */
  readonly chance: number;
  /** What an answer that was not given but sampled is worth; absent where it cannot be told. */
  readonly reward?: Reward;
  /** A prompt has many right answers: it is evaluated by sampling, since a given answer is only one of them. */
  readonly manyAnswers?: true;
  /** Tasks with the same of these answer the same prompts differently: whoever learns one has to give up the others. */
  readonly rivals?: string;
  /** Its examples are a closed list and nothing follows from them but themselves: what is evaluated is what was taught. */
  readonly closed?: true;
}
