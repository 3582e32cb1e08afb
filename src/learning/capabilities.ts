// Which capabilities an experiment evaluates, and on which held-out items: the columns of its accuracy matrix.

import type { Phase } from '../core/experiment.ts';
import { find } from '../core/plugin.ts';
import type { Capability, CapabilityGroup } from '../core/runRecord.ts';
import { ADDITION } from './tasks/addition.ts';
import { FACTS, heldOutQuestions } from './tasks/facts.ts';
import { BASE_FUNCTION_TASKS } from './tasks/functionTasks.ts';
import { NEW_FUNCTIONS, WORD_CHANCE } from './tasks/functionTable.ts';
import { GRAMMAR } from './tasks/grammar.ts';
import { interleave } from './tasks/heldOut.ts';
import { REGISTRY } from './tasks/index.ts';
import { needsBoth, pairItems, UNSEEN_PAIRS } from './tasks/pairs.ts';
import { RECALL } from './tasks/recall.ts';
import type { Item, Reward } from './example.ts';
import type { Task } from './tasks/task.ts';

export interface EvaluatedCapability {
  readonly capability: Capability;
  readonly items: readonly Item[];
  /** Present where accuracy is the share of sampled answers that it finds right, and not exact match. */
  readonly reward?: Reward;
}

type Naming = Pick<Capability, 'id' | 'label' | 'short' | 'group' | 'chance'>;

const evaluated = (naming: Naming, items: readonly Item[]): EvaluatedCapability => ({
  capability: { ...naming, items: items.length },
  items,
});

function ofTask(
  task: Task,
  id: string,
  group: CapabilityGroup,
  count: number,
): EvaluatedCapability {
  const { info, short, chance, manyAnswers, reward } = task;
  const naming = { id, label: info.label, short, group, chance };
  return {
    ...evaluated(naming, task.heldOut(count)),
    ...(manyAnswers && reward && { reward }),
  };
}

/** General capabilities other than the base's functions; a copy of a word stands for the simplest of those. */
function generalCapabilities(count: number): EvaluatedCapability[] {
  const copy = find(REGISTRY, 'task', 'copy');
  return [ADDITION, RECALL, GRAMMAR, copy].map((task) =>
    ofTask(task, task.info.id, 'general', count),
  );
}

/** The base's 16 functions together, and base pairs that no training data hold, step by step. */
function oldCapabilities(count: number): EvaluatedCapability[] {
  const each = Math.ceil(count / BASE_FUNCTION_TASKS.length);
  const functions = interleave(
    BASE_FUNCTION_TASKS.map((task) => task.heldOut(each)),
    count,
  );
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

const taskIdsOf = (phases: readonly Phase[]): string[] => [
  ...new Set(phases.flatMap((phase) => phase.tasks.map((t) => t.id))),
];

/** Column id of what a task teaches. */
const newId = (taskId: string): string => `new.${taskId}`;

/** Step-by-step pairs of two different new functions of the stream; none where fewer than two are taught. */
function composedCapability(taskIds: readonly string[], count: number): EvaluatedCapability[] {
  const functions = NEW_FUNCTIONS.filter((f) => taskIds.includes(f.id));
  const pairs = functions
    .flatMap((g) => functions.filter((f) => f !== g).map((f) => ({ g, f })))
    .filter(needsBoth);
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
function askedCapability(taskIds: readonly string[], count: number): EvaluatedCapability[] {
  const taught = FACTS.flatMap((task, i) => (taskIds.includes(task.info.id) ? [{ task, i }] : []));
  if (taught.length === 0) return [];
  const questions = taught.map(({ i }) => heldOutQuestions(i + 1));
  const { chance } = taught[0]!.task;
  const naming = { id: 'facts-asked', label: 'Facts in other words', short: 'asked', chance };
  return [evaluated({ ...naming, group: 'new' }, interleave(questions, count))];
}

/**
 * The capabilities that an experiment with these phases evaluates, in the order of the accuracy matrix's columns: general,
 * old, one per distinct task of the stream, its facts in other words, composed. Throws `bad-config` for a task that does not exist.
 */
export function capabilitiesOf(
  phases: readonly Phase[],
  itemsPerCapability: number,
): EvaluatedCapability[] {
  const taskIds = taskIdsOf(phases);
  return [
    ...generalCapabilities(itemsPerCapability),
    ...oldCapabilities(itemsPerCapability),
    ...taskIds.map((id) =>
      ofTask(find(REGISTRY, 'task', id), newId(id), 'new', itemsPerCapability),
    ),
    ...askedCapability(taskIds, itemsPerCapability),
    ...composedCapability(taskIds, itemsPerCapability),
  ];
}

/** For every phase, the columns of the tasks that it teaches. */
export function columnsTaught(
  phases: readonly Phase[],
  capabilities: readonly Capability[],
): number[][] {
  return phases.map((phase) =>
    taskIdsOf([phase])
      .map((id) => capabilities.findIndex((c) => c.id === newId(id)))
      .filter((column) => column >= 0),
  );
}
