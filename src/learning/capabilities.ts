// Which capabilities an experiment evaluates, and on which held-out items: the columns of its accuracy matrix.

import type { Phase } from '../core/experiment.ts';
import { find } from '../core/plugin.ts';
import type { Capability } from '../core/runRecord.ts';
import { REGISTRY } from './tasks/index.ts';
import { STRINGS } from './worlds/strings.ts';
import { type Composition, type EvaluatedCapability, ofTask, type World } from './worlds/world.ts';

export type { Composition, EvaluatedCapability } from './worlds/world.ts';

const taskIdsOf = (phases: readonly Phase[]): string[] => [
  ...new Set(phases.flatMap((phase) => phase.tasks.map((t) => t.id))),
];

/** Column id of what a task teaches. */
const newId = (taskId: string): string => `new.${taskId}`;

/**
 * The capabilities that an experiment with these phases evaluates, in the order of the accuracy matrix's columns: what the
 * bases of its world know, one per distinct task of the stream, what follows from these. Throws `bad-config` for a task that
 * does not exist.
 */
export function capabilitiesOf(
  phases: readonly Phase[],
  itemsPerCapability: number,
  world: World = STRINGS,
): EvaluatedCapability[] {
  const taskIds = taskIdsOf(phases);
  return [
    ...world.known(itemsPerCapability),
    ...taskIds.map((id) =>
      ofTask(find(REGISTRY, 'task', id), newId(id), 'new', itemsPerCapability),
    ),
    ...world.composed(taskIds, itemsPerCapability),
  ];
}

/** The kinds of pairs that are measured at the base and at boundaries. */
export function compositionsOf(
  phases: readonly Phase[],
  itemsPerKind: number,
  world: World = STRINGS,
): Composition[] {
  return world.compositions(taskIdsOf(phases), itemsPerKind);
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
