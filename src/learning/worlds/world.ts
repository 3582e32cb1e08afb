// What a world is: the data that its bases are trained on, and how what they know is measured.

import type { WorldInfo } from '../../core/catalog.ts';
import type { Capability, CapabilityGroup, PairKind } from '../../core/runRecord.ts';
import type { Item, Reward } from '../example.ts';
import type { BaseMixture, BaseMixtureOptions } from '../tasks/baseMixture.ts';
import type { PairParts } from '../tasks/pairs.ts';
import type { Task } from '../tasks/task.ts';

export interface EvaluatedCapability {
  readonly capability: Capability;
  readonly items: readonly Item[];
  /** Present where accuracy is the share of sampled answers that it finds right, and not exact match. */
  readonly reward?: Reward;
}

/** Pairs of functions of one kind and their parts; the three lists are as long as each other. */
export interface Composition {
  readonly kind: PairKind;
  /** `g f x` and its answer. */
  readonly pairs: readonly Item[];
  /** `f x`, on the same words. */
  readonly inner: readonly Item[];
  /** `g y`, on the inner functions' answers. */
  readonly outer: readonly Item[];
}

export interface World {
  readonly info: WorldInfo;
  /** Everything that its bases learn, by share. */
  mixture(options?: BaseMixtureOptions): BaseMixture;
  /** What its bases learn alone before the mixture, because inside it its phase change often does not come. */
  readonly first?: { readonly task: Task; readonly steps: number };
  /** What its bases know: general capabilities, then old ones, of `count` held-out items each. */
  known(count: number): EvaluatedCapability[];
  /** What follows from the tasks that a stream teaches and is never taught: a column of the matrix each. */
  composed(taskIds: readonly string[], count: number): EvaluatedCapability[];
  /** The kinds of pairs that these tasks make with each other and with what the base knows; none where nothing combines. */
  compositions(taskIds: readonly string[], count: number): Composition[];
}

type Naming = Pick<Capability, 'id' | 'label' | 'short' | 'group' | 'chance' | 'rivals'>;

/** A capability of these held-out items. */
export const evaluated = (naming: Naming, items: readonly Item[]): EvaluatedCapability => ({
  capability: { ...naming, items: items.length },
  items,
});

/** The capability of doing a task, on its own held-out set. */
export function ofTask(
  task: Task,
  id: string,
  group: CapabilityGroup,
  count: number,
): EvaluatedCapability {
  const { info, short, chance, manyAnswers, reward, rivals } = task;
  const naming = {
    id,
    label: info.label,
    short,
    group,
    chance,
    ...(rivals !== undefined && { rivals }),
  };
  return {
    ...evaluated(naming, task.heldOut(count)),
    ...(manyAnswers && reward && { reward }),
  };
}

/** The composition that these parts make. */
export const compositionOf = (kind: PairKind, parts: readonly PairParts[]): Composition => ({
  kind,
  pairs: parts.map(({ pair }) => pair),
  inner: parts.map(({ inner }) => inner),
  outer: parts.map(({ outer }) => outer),
});
