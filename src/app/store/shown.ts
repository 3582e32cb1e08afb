// Which record the charts draw, and whether it still belongs to the experiment on screen. Shared by shell, charts and panels.

import type { RunRecord } from '../../core/runRecord.ts';
import { type ExperimentState, useExperiment } from './experimentStore.ts';
import { type RunState, useRun } from './runStore.ts';
import { sameRun } from './sameRun.ts';

/** True when the experiment on screen differs from the one that `record` was made with. */
export function isEdited(
  experiment: ExperimentState['experiment'],
  record: RunRecord | null,
  catalog: RunState['catalog'],
): boolean {
  return record !== null && !sameRun(experiment, record.experiment, catalog);
}

/** The visitor's own run if there is one, else the recorded trace. */
export function useShownRecord(): RunRecord | null {
  return useRun((state) => state.live ?? state.recorded);
}

/** 'Edited, not run': what is shown was measured on another experiment and is drawn as a ghost. */
export function useEdited(): boolean {
  const experiment = useExperiment((state) => state.experiment);
  const base = useRun((state) => (state.live ?? state.recorded)?.experiment ?? null);
  const catalog = useRun((state) => state.catalog);
  return base !== null && !sameRun(experiment, base, catalog);
}
