// The opened experiment and what the visitor does to it. Every edit goes through `edit`, so that it can be undone and described.

import { createStore } from 'zustand/vanilla';
import { DEFAULT_EXPERIMENT } from '../../core/defaultExperiment.ts';
import type { ErrorReport } from '../../core/errors.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Correction } from '../../core/params.ts';
import { createHook } from './createHook.ts';

const UNDO_LIMIT = 50;

export interface ExperimentState {
  readonly experiment: Experiment;
  /** What had to be changed in a link to make it runnable. */
  readonly corrections: readonly Correction[];
  /** Why a link could not be read at all. */
  readonly linkError: ErrorReport | null;
  readonly selectedLearnerId: string;
  /** The experiment of the visitor's last run, null before the first one. */
  readonly ranExperiment: Experiment | null;
  readonly past: readonly Experiment[];
  /** Replaces the experiment by a changed copy; a change that returns its argument does nothing. */
  edit(change: (experiment: Experiment) => Experiment): void;
  undo(): void;
  /** Opens another experiment (link, preset): clears undo and the notices of the one before. */
  open(
    experiment: Experiment,
    corrections?: readonly Correction[],
    linkError?: ErrorReport | null,
  ): void;
  /** Replaces the experiment by its corrected form; not an edit of the visitor, so it cannot be undone. */
  correct(experiment: Experiment, corrections: readonly Correction[]): void;
  selectLearner(id: string): void;
  setRan(experiment: Experiment | null): void;
}

/** The learner that a newly opened experiment selects: the first that is not the lower reference. */
function firstSelection(experiment: Experiment): string {
  const { learners } = experiment;
  return (learners.find((learner) => learner.mark !== 0) ?? learners[0])?.id ?? '';
}

function keepSelection(experiment: Experiment, selected: string): string {
  const kept = experiment.learners.some((learner) => learner.id === selected);
  return kept ? selected : firstSelection(experiment);
}

export const experimentStore = createStore<ExperimentState>()((set) => ({
  experiment: DEFAULT_EXPERIMENT,
  corrections: [],
  linkError: null,
  selectedLearnerId: firstSelection(DEFAULT_EXPERIMENT),
  ranExperiment: null,
  past: [],
  edit: (change) =>
    set((state) => {
      const experiment = change(state.experiment);
      if (experiment === state.experiment) return state;
      return {
        experiment,
        past: [...state.past, state.experiment].slice(-UNDO_LIMIT),
        selectedLearnerId: keepSelection(experiment, state.selectedLearnerId),
      };
    }),
  undo: () =>
    set((state) => {
      const experiment = state.past.at(-1);
      if (!experiment) return state;
      return {
        experiment,
        past: state.past.slice(0, -1),
        selectedLearnerId: keepSelection(experiment, state.selectedLearnerId),
      };
    }),
  open: (experiment, corrections = [], linkError = null) =>
    set({
      experiment,
      corrections,
      linkError,
      past: [],
      ranExperiment: null,
      selectedLearnerId: firstSelection(experiment),
    }),
  correct: (experiment, corrections) =>
    set((state) => ({
      experiment,
      corrections: [...state.corrections, ...corrections],
      selectedLearnerId: keepSelection(experiment, state.selectedLearnerId),
    })),
  selectLearner: (selectedLearnerId) => set({ selectedLearnerId }),
  setRan: (ranExperiment) => set({ ranExperiment }),
}));

export const useExperiment = createHook(experimentStore);
