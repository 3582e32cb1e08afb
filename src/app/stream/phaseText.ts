// How a phase is named and what its example looks like: shared by the blocks, the editor and the announcements.

import type { Catalog, Example, TaskInfo } from '../../core/catalog.ts';
import type { Phase } from '../../core/experiment.ts';

/** The catalog's entry of a task; undefined until the catalog has arrived. */
function taskInfo(catalog: Catalog | null, id: string): TaskInfo | undefined {
  return catalog?.tasks.find((task) => task.id === id);
}

/** A task's name; its id until the catalog has arrived. */
export function taskLabel(catalog: Catalog | null, id: string): string {
  return taskInfo(catalog, id)?.label ?? id;
}

/** `reverse`, or `reverse + next` for a mixture. */
export function phaseLabel(catalog: Catalog | null, phase: Phase): string {
  return phase.tasks.map((task) => taskLabel(catalog, task.id)).join(' + ');
}

/** An example of the phase's first task. */
export function phaseExample(catalog: Catalog | null, phase: Phase): Example | undefined {
  const first = phase.tasks[0];
  return first && taskInfo(catalog, first.id)?.examples[0];
}

/** What a block says after its name: length, blur, place. */
export function placeText(phase: Phase, index: number, count: number): string {
  const blur = index > 0 && phase.blur > 0 ? `, boundary blurred over ${phase.blur} steps` : '';
  return `${phase.steps} steps${blur}, phase ${index + 1} of ${count}`;
}
