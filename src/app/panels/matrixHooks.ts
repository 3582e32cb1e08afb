// Hooks that the accuracy matrix and its tables share.

import { type Experiment, phaseBoundaries } from '../../core/experiment.ts';
import type { Evaluation } from '../../core/runRecord.ts';
import { useShallow } from 'zustand/react/shallow';
import { shownRecord } from '../charts/chartData.ts';
import { matrixRowAt } from '../charts/timeline.ts';
import { type RunState, useRun } from '../store/runStore.ts';
import { useView } from '../store/viewStore.ts';

const NO_EVALUATIONS: readonly Evaluation[] = [];
const NO_PHASES: Experiment['phases'] = [];

/** One learner's evaluations at the boundaries; the same array until one is added. */
export function useBoundaryEvaluations(learnerId: string): readonly Evaluation[] {
  return useRun(
    useShallow((s: RunState) => {
      const record = shownRecord(s);
      if (!record) return NO_EVALUATIONS;
      const boundaries = new Set(phaseBoundaries(record.experiment.phases));
      return record.evaluations.filter((e) => e.learnerId === learnerId && boundaries.has(e.step));
    }),
  );
}

/** Phases of the stream that the shown record was measured on. */
export function useShownPhases(): Experiment['phases'] {
  return useRun((s) => shownRecord(s)?.experiment.phases ?? NO_PHASES);
}

/** Row under the shared crosshair, or -1. */
export function useRowNow(): number {
  const phases = useShownPhases();
  return useView((s) => (s.hoverStep === null ? -1 : matrixRowAt(phases, s.hoverStep)));
}
