// The function world, twice: the same bijections of digits, answered step by step or directly. A stream teaches new ones alone,
// in both places of a prompt, and never in a pair.

import type { PairFormat } from '../tasks/pairs.ts';
import { mixtureOf } from '../tasks/baseMixture.ts';
import {
  BIJECTION_TASKS,
  type BijectionPair,
  bijectionItems,
  bijectionParts,
  DIGITS_CHANCE,
  FUNCTION_WORLDS,
  KNOWN_BIJECTIONS,
  NEW_BIJECTIONS,
  SEEN_BIJECTION_PAIRS,
  UNSEEN_BIJECTION_PAIRS,
} from '../tasks/bijections.ts';
import { spread } from '../tasks/heldOut.ts';
import { compositionOf, type EvaluatedCapability, evaluated, ofTask, type World } from './world.ts';

const across = (outer: BijectionPair['g'][], inner: BijectionPair['f'][]): BijectionPair[] =>
  outer.flatMap((g) => inner.filter((f) => f !== g).map((f) => ({ g, f })));

function functionsWorld(format: PairFormat, label: string, how: string): World {
  const { known, seen, new: taught } = BIJECTION_TASKS[format];
  const tasks = [...known, ...seen];
  // Every combination of two places counts alike: each function alone fills two, and each pair one.
  const places = known.map(() => 2).concat(SEEN_BIJECTION_PAIRS.length);
  const total = places.reduce((sum, n) => sum + n, 0);
  const shares = tasks.map((task, i) => ({ task, share: places[i]! / total }));

  const newFunctions = (taskIds: readonly string[]) =>
    NEW_BIJECTIONS.filter((_, i) => taskIds.includes(taught[i]!.info.id));

  return {
    info: {
      id: FUNCTION_WORLDS[format],
      label,
      summary: `Bijections of ten digits and their pairs, answered ${how}.`,
    },
    mixture: ({ promptWeight = 0 } = {}) => mixtureOf(shares, promptWeight),
    known(count): EvaluatedCapability[] {
      const alone = spread(known, count, (task, each) => task.heldOut(each));
      const chance = DIGITS_CHANCE;
      return [
        evaluated(
          { id: 'functions', label: 'Functions', short: 'funcs', group: 'general', chance },
          alone,
        ),
        ...seen.map((task) => ofTask(task, 'seen-pairs', 'general', count)),
        evaluated(
          { id: 'old.pairs', label: 'Unseen pairs', short: 'unseen', group: 'old', chance },
          bijectionItems(UNSEEN_BIJECTION_PAIRS, format, count),
        ),
      ];
    },
    composed(taskIds, count) {
      const functions = newFunctions(taskIds);
      const pairs = across(functions, functions);
      if (pairs.length === 0) return [];
      const naming = { id: 'composed', label: 'Composed', short: 'comp', chance: DIGITS_CHANCE };
      return [evaluated({ ...naming, group: 'composed' }, bijectionItems(pairs, format, count))];
    },
    compositions(taskIds, count) {
      const functions = newFunctions(taskIds);
      if (functions.length === 0) return [];
      const old = [...KNOWN_BIJECTIONS];
      const kinds = [
        { kind: 'new-new', pairs: across(functions, functions) },
        { kind: 'new-old', pairs: across(functions, old) },
        { kind: 'old-new', pairs: across(old, functions) },
        { kind: 'base', pairs: SEEN_BIJECTION_PAIRS },
      ] as const;
      return kinds
        .filter(({ pairs }) => pairs.length > 0)
        .map(({ kind, pairs }) => compositionOf(kind, bijectionParts(pairs, format, count)));
    },
  };
}

export const FUNCTIONS_STEPS = functionsWorld('steps', 'Functions, step by step', 'step by step');
export const FUNCTIONS_DIRECT = functionsWorld('direct', 'Functions, direct', 'at once');
