// Makes a task of the string world from a generator of drafts; the split into training and held-out examples happens here.

import type { Reward } from '../example.ts';
import type { Example, TaskInfo } from '../../core/catalog.ts';
import type { Rng } from '../../core/rng.ts';
import { isHeldOut, takeHeldOut } from './heldOut.ts';
import { buildItem, type Draft } from './item.ts';
import type { Task } from './task.ts';

export interface StringTaskOptions {
  readonly id: string;
  readonly label: string;
  readonly short: string;
  readonly summary: string;
  readonly group: TaskInfo['group'];
  /** Worlds in which it is offered; that of strings unless given. */
  readonly worlds?: readonly string[];
  readonly examples: readonly Example[];
  readonly chance: number;
  readonly reward?: Reward;
  readonly manyAnswers?: true;
  readonly rivals?: string;
  /** An example of any kind, held out or not. */
  draw(rng: Rng): Draft;
}

/** A task whose training examples are the drafts with a prompt that is not held out. */
export function stringTask(options: StringTaskOptions): Task {
  const { id, label, short, summary, group, examples, chance, reward, manyAnswers, draw } = options;
  const { worlds = ['strings'], rivals } = options;
  return {
    info: { id, label, summary, group, worlds, examples, params: {} },
    short,
    chance,
    ...(reward && { reward }),
    ...(manyAnswers && { manyAnswers }),
    ...(rivals !== undefined && { rivals }),
    sample(rng) {
      let draft = draw(rng);
      while (isHeldOut(draft.prompt)) draft = draw(rng);
      return buildItem(draft);
    },
    heldOut: (count) => takeHeldOut(id, count, draw),
  };
}
