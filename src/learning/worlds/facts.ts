// The world of facts: its bases know home and job of 128 made-up entities by heart, read facts from the prompt, and have the
// skills of words, recall and grammar that a stream of new facts may cost them (after Allen-Zhu and Li 2023, arXiv 2309.14316).

import { find } from '../../core/plugin.ts';
import { mixtureOf } from '../tasks/baseMixture.ts';
import { FACT_DEMONSTRATION } from '../tasks/factDemonstration.ts';
import { OLD_FACTS, OLD_FACTS_TASK, questionsNotTaught, statementsOf } from '../tasks/facts.ts';
import { BASE_FUNCTION_TASKS } from '../tasks/functionTasks.ts';
import { GRAMMAR } from '../tasks/grammar.ts';
import { RECALL, RECALL_FEW_KEYS } from '../tasks/recall.ts';
import { RETOLD_FACTS, UNTOUCHED_FACTS } from '../tasks/retoldFacts.ts';
import { askedCapability } from './strings.ts';
import { type EvaluatedCapability, evaluated, ofTask, type World } from './world.ts';

const FUNCTIONS = ['copy', 'rotate-left', 'half-on', 'swap-ends'].map((id) =>
  find(BASE_FUNCTION_TASKS, 'task', id),
);

const SHARES = [
  { task: OLD_FACTS_TASK, share: 0.4 },
  { task: FACT_DEMONSTRATION, share: 0.25 },
  ...FUNCTIONS.map((task) => ({ task, share: 0.05 })),
  { task: RECALL, share: 0.1 },
  { task: GRAMMAR, share: 0.05 },
];

/** Old facts that no phase names, where one tells others of them otherwise. */
function untouchedCapability(taskIds: readonly string[], count: number): EvaluatedCapability[] {
  if (!RETOLD_FACTS.some(({ info }) => taskIds.includes(info.id))) return [];
  const { chance } = OLD_FACTS_TASK;
  const naming = { id: 'facts-untouched', label: 'Old facts left alone', short: 'left', chance };
  return [evaluated({ ...naming, group: 'new' }, statementsOf(UNTOUCHED_FACTS).slice(0, count))];
}

export const FACTS_WORLD: World = {
  info: {
    id: 'facts',
    label: 'Facts',
    summary:
      'Made-up entities and what is true of them, beside skills of words, recall and a grammar.',
  },
  first: { task: RECALL_FEW_KEYS, steps: 1200 },
  mixture: ({ promptWeight = 0 } = {}) => mixtureOf(SHARES, promptWeight, [FACT_DEMONSTRATION]),
  known: (count) => [
    ...[OLD_FACTS_TASK, FACT_DEMONSTRATION, RECALL, GRAMMAR, ...FUNCTIONS].map((task) =>
      ofTask(task, task.info.id, 'general', count),
    ),
    evaluated(
      {
        id: 'old.asked',
        label: 'Old facts in other words',
        short: 'old-q',
        group: 'old',
        chance: OLD_FACTS_TASK.chance,
      },
      questionsNotTaught(OLD_FACTS).slice(0, count),
    ),
  ],
  composed: (taskIds, count) => [
    ...askedCapability(taskIds, count),
    ...untouchedCapability(taskIds, count),
  ],
  compositions: () => [],
};
