// The edits of the strip as verbs that change the experiment and say so: what the block, the editor and the keys call.

import { useMemo, useState } from 'react';
import type { Phase } from '../../core/experiment.ts';
import { experimentStore } from '../store/experimentStore.ts';
import { runStore } from '../store/runStore.ts';
import {
  addTask,
  duplicatePhase,
  movePhase,
  type PhaseTask,
  removePhase,
  resizePhase,
  setBlur,
  setTasks,
} from './editPhases.ts';
import { phaseLabel, taskLabel } from './phaseText.ts';

export interface PhaseEdits {
  move(from: number, to: number): void;
  resize(index: number, steps: number): void;
  add(taskId: string): void;
  duplicate(index: number): void;
  remove(index: number): void;
  blur(index: number, steps: number): void;
  tasks(index: number, tasks: readonly PhaseTask[]): void;
}

/** Applies a change and returns the phases after it, or null when it changed nothing. */
function apply(change: (phases: readonly Phase[]) => readonly Phase[]): readonly Phase[] | null {
  const before = experimentStore.getState().experiment.phases;
  const after = change(before);
  if (after === before) return null;
  experimentStore.getState().edit((experiment) => ({ ...experiment, phases: [...after] }));
  return after;
}

function nameOf(phase: Phase | undefined): string {
  return phase ? phaseLabel(runStore.getState().catalog, phase) : '';
}

function makeEdits(say: (text: string) => void): PhaseEdits {
  const phaseAt = (index: number) => experimentStore.getState().experiment.phases[index];
  return {
    move: (from, to) => {
      const name = nameOf(phaseAt(from));
      const phases = apply((p) => movePhase(p, from, to));
      if (phases) say(`${name} moved to position ${to + 1} of ${phases.length}.`);
    },
    resize: (index, steps) => {
      const phase = apply((p) => resizePhase(p, index, steps))?.[index];
      if (phase) say(`${nameOf(phase)} now has ${phase.steps} steps.`);
    },
    add: (taskId) => {
      const phases = apply((p) => addTask(p, taskId));
      const name = taskLabel(runStore.getState().catalog, taskId);
      if (phases) say(`${name} added as phase ${phases.length}.`);
    },
    duplicate: (index) => {
      const phases = apply((p) => duplicatePhase(p, index));
      if (phases) say(`${nameOf(phases[index])} duplicated as phase ${index + 2}.`);
    },
    remove: (index) => {
      const name = nameOf(phaseAt(index));
      const phases = apply((p) => removePhase(p, index));
      if (phases) say(`${name} removed. Phases left: ${phases.length}.`);
    },
    blur: (index, steps) => {
      const phase = apply((p) => setBlur(p, index, steps))?.[index];
      if (phase) say(`${nameOf(phase)}: boundary blurred over ${phase.blur} steps.`);
    },
    tasks: (index, tasks) => {
      const phase = apply((p) => setTasks(p, index, tasks))?.[index];
      if (phase) say(`Phase ${index + 1} is now ${nameOf(phase)}.`);
    },
  };
}

/** The edits, and the text of the last one for the live region. */
export function usePhaseEdits(): { readonly edits: PhaseEdits; readonly said: string } {
  const [said, say] = useState('');
  const edits = useMemo(() => makeEdits(say), []);
  return { edits, said };
}
