// The world of strings: word functions and their pairs step by step, addition, recall, a grammar. The default.

import { find } from '../../core/plugin.ts';
import { baseMixture } from '../tasks/baseMixture.ts';
import { ADDITION } from '../tasks/addition.ts';
import { FACTS, factsOf, questionsNotTaught } from '../tasks/facts.ts';
import { BASE_FUNCTION_TASKS } from '../tasks/functionTasks.ts';
import { BASE_FUNCTIONS, NEW_FUNCTIONS, WORD_CHANCE } from '../tasks/functionTable.ts';
import { GRAMMAR } from '../tasks/grammar.ts';
import { interleave, spread } from '../tasks/heldOut.ts';
import {
  needsBoth,
  type Pair,
  pairItems,
  pairParts,
  SEEN_PAIRS,
  UNSEEN_PAIRS,
} from '../tasks/pairs.ts';
import { RECALL, RECALL_FEW_KEYS } from '../tasks/recall.ts';
import {
  type Composition,
  compositionOf,
  type EvaluatedCapability,
  evaluated,
  ofTask,
  type World,
} from './world.ts';

/** General capabilities other than the base's functions; a copy of a word stands for the simplest of those. */
function generalCapabilities(count: number): EvaluatedCapability[] {
  const copy = find(BASE_FUNCTION_TASKS, 'task', 'copy');
  return [ADDITION, RECALL, GRAMMAR, copy].map((task) =>
    ofTask(task, task.info.id, 'general', count),
  );
}

/** The base's 16 functions together, and base pairs that no training data hold, step by step. */
function oldCapabilities(count: number): EvaluatedCapability[] {
  const functions = spread(BASE_FUNCTION_TASKS, count, (task, each) => task.heldOut(each));
  const shared = { group: 'old', chance: WORD_CHANCE } as const;
  return [
    evaluated(
      { ...shared, id: 'old.functions', label: 'Old functions', short: 'funcs' },
      functions,
    ),
    evaluated(
      { ...shared, id: 'old.pairs', label: 'Old pairs', short: 'pairs' },
      pairItems(UNSEEN_PAIRS, 'steps', count),
    ),
  ];
}

const newFunctions = (taskIds: readonly string[]) =>
  NEW_FUNCTIONS.filter((f) => taskIds.includes(f.id));

/** Pairs of two different new functions of the stream that need both. */
function newPairs(taskIds: readonly string[]): Pair[] {
  const functions = newFunctions(taskIds);
  return functions
    .flatMap((g) => functions.filter((f) => f !== g).map((f) => ({ g, f })))
    .filter(needsBoth);
}

/** Step-by-step pairs of two different new functions of the stream; none where fewer than two are taught. */
function composedCapability(taskIds: readonly string[], count: number): EvaluatedCapability[] {
  const pairs = newPairs(taskIds);
  if (pairs.length === 0) return [];
  const naming = {
    id: 'composed',
    label: 'Composed',
    short: 'comp',
    group: 'composed',
    chance: WORD_CHANCE,
  } as const;
  return [evaluated(naming, pairItems(pairs, 'steps', count))];
}

/** Questions about the facts of the stream that no example puts as a question; none where no facts are taught. */
export function askedCapability(taskIds: readonly string[], count: number): EvaluatedCapability[] {
  const taught = FACTS.flatMap((task, i) => (taskIds.includes(task.info.id) ? [{ task, i }] : []));
  if (taught.length === 0) return [];
  const questions = taught.map(({ i }) => questionsNotTaught(factsOf(i + 1)));
  const { chance } = taught[0]!.task;
  const naming = { id: 'facts-asked', label: 'Facts in other words', short: 'asked', chance };
  return [evaluated({ ...naming, group: 'new' }, interleave(questions, count))];
}

function compositions(taskIds: readonly string[], count: number): Composition[] {
  const functions = newFunctions(taskIds);
  if (functions.length === 0) return [];
  const kinds = [
    { kind: 'new-new', pairs: newPairs(taskIds) },
    { kind: 'new-old', pairs: functions.flatMap((g) => BASE_FUNCTIONS.map((f) => ({ g, f }))) },
    { kind: 'old-new', pairs: functions.flatMap((f) => BASE_FUNCTIONS.map((g) => ({ g, f }))) },
    { kind: 'base', pairs: SEEN_PAIRS },
  ] as const;
  return kinds
    .map(({ kind, pairs }) => ({ kind, pairs: pairs.filter(needsBoth) }))
    .filter(({ pairs }) => pairs.length > 0)
    .map(({ kind, pairs }) => compositionOf(kind, pairParts(pairs, 'steps', count)));
}

export const STRINGS: World = {
  info: {
    id: 'strings',
    label: 'Strings',
    summary: 'Functions of words and their pairs step by step, addition, recall and a grammar.',
  },
  first: { task: RECALL_FEW_KEYS, steps: 1200 },
  mixture: baseMixture,
  known: (count) => [...generalCapabilities(count), ...oldCapabilities(count)],
  composed: (taskIds, count) => [
    ...askedCapability(taskIds, count),
    ...composedCapability(taskIds, count),
  ],
  compositions,
};
