// Edits of the stream as pure functions: whatever the strip, its popover or a key does to the phases goes through here,
// so that no sequence of edits can leave the schema's ranges.

import type { Phase } from '../../core/experiment.ts';

/** The schema's ranges (core/experiment.ts); a test holds the two together. */
export const PHASE_LIMITS = {
  phases: 24,
  tasks: 8,
  minSteps: 1,
  maxSteps: 2000,
  maxBlur: 1000,
  minWeight: 0.01,
  maxWeight: 1,
} as const;

/** Steps of the first task of an empty stream; later ones take the length of their neighbour. */
const DEFAULT_STEPS = 80;

export type PhaseTask = Phase['tasks'][number];
type Phases = readonly Phase[];

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

function has(phases: Phases, index: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < phases.length;
}

function replaceAt(phases: Phases, index: number, change: (phase: Phase) => Phase): Phases {
  if (!has(phases, index)) return phases;
  return phases.map((phase, i) => (i === index ? change(phase) : phase));
}

/** Moves one phase to another position; the others close up. Out-of-range targets stop at the ends. */
export function movePhase(phases: Phases, from: number, to: number): Phases {
  if (!has(phases, from) || Number.isNaN(to)) return phases;
  const target = clamp(Math.round(to), 0, phases.length - 1);
  if (target === from) return phases;
  const rest = phases.filter((_, i) => i !== from);
  return [...rest.slice(0, target), phases[from]!, ...rest.slice(target)];
}

/** A step count that a phase may have: a whole number inside the schema's range. */
export function clampSteps(steps: number): number {
  return clamp(Math.round(steps), PHASE_LIMITS.minSteps, PHASE_LIMITS.maxSteps);
}

/** Sets a phase's number of optimizer steps. */
export function resizePhase(phases: Phases, index: number, steps: number): Phases {
  if (Number.isNaN(steps) || phases[index]?.steps === clampSteps(steps)) return phases;
  return replaceAt(phases, index, (phase) => ({ ...phase, steps: clampSteps(steps) }));
}

/** Adds one task as a phase of its own at the end; the same phases when the stream is full. */
export function addTask(phases: Phases, taskId: string): Phases {
  if (phases.length >= PHASE_LIMITS.phases) return phases;
  const steps = phases.at(-1)?.steps ?? DEFAULT_STEPS;
  return [...phases, { tasks: [{ id: taskId, weight: 1 }], steps, blur: 0 }];
}

/** Puts a copy of a phase right after it; the same phases when the stream is full. */
export function duplicatePhase(phases: Phases, index: number): Phases {
  if (!has(phases, index) || phases.length >= PHASE_LIMITS.phases) return phases;
  return [...phases.slice(0, index + 1), phases[index]!, ...phases.slice(index + 1)];
}

/** Takes a phase out. */
export function removePhase(phases: Phases, index: number): Phases {
  return has(phases, index) ? phases.filter((_, i) => i !== index) : phases;
}

/** Sets how many steps the boundary with the phase before is blurred over. */
export function setBlur(phases: Phases, index: number, steps: number): Phases {
  if (Number.isNaN(steps)) return phases;
  const blur = clamp(Math.round(steps), 0, PHASE_LIMITS.maxBlur);
  return replaceAt(phases, index, (phase) => ({ ...phase, blur }));
}

/**
 * Sets the tasks of a phase. Weights are clamped, a task that is named twice keeps its first entry, and at most
 * `PHASE_LIMITS.tasks` stay. An empty list changes nothing: a phase has at least one task.
 */
export function setTasks(phases: Phases, index: number, tasks: readonly PhaseTask[]): Phases {
  const kept = tasks
    .filter((task, i) => tasks.findIndex((other) => other.id === task.id) === i)
    .slice(0, PHASE_LIMITS.tasks)
    .map(({ id, weight }) => ({
      id,
      weight: Number.isNaN(weight)
        ? PHASE_LIMITS.maxWeight
        : clamp(weight, PHASE_LIMITS.minWeight, PHASE_LIMITS.maxWeight),
    }));
  if (kept.length === 0) return phases;
  return replaceAt(phases, index, (phase) => ({ ...phase, tasks: kept }));
}
