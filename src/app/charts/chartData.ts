// Hooks that give a chart its learner's curves and nothing else, so that a row re-renders only when its own data changed.

import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { type Experiment, type LearnerConfig, totalSteps } from '../../core/experiment.ts';
import type { Capability, CapabilityGroup, Evaluation, RunRecord } from '../../core/runRecord.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { type RunState, useRun } from '../store/runStore.ts';
import { deepEqual, sameRun } from '../store/sameRun.ts';
import { useView } from '../store/viewStore.ts';
import { LOWER_REFERENCE_MARK } from '../theme/marks.ts';
import {
  chanceOf,
  type Curve,
  groupColumns,
  type LearnerCurves,
  learnerCurves,
  meanCurve,
} from './curves.ts';

export type Source = (state: RunState) => RunRecord | null;

/** The visitor's own run if there is one, else the recorded trace. */
export const shownRecord: Source = (state) => state.live ?? state.recorded;

/** The recorded trace, where it is of the stream that a run of the visitor is going through right now. */
export const tracedRecord: Source = ({ live, recorded, status }) => {
  if (!live || !recorded || status === 'finished') return null;
  return deepEqual(live.experiment.phases, recorded.experiment.phases) ? recorded : null;
};

const NO_EVALUATIONS: readonly Evaluation[] = [];
const NO_CAPABILITIES: readonly Capability[] = [];
const NO_PHASES: Experiment['phases'] = [];

/** The evaluations of one learner; the same array until one is added. */
function useEvaluations(source: Source, learnerId: string): readonly Evaluation[] {
  return useRun(
    useShallow(
      (s: RunState) =>
        source(s)?.evaluations.filter((e) => e.learnerId === learnerId) ?? NO_EVALUATIONS,
    ),
  );
}

function useCapabilities(source: Source): readonly Capability[] {
  return useRun((s) => source(s)?.capabilities ?? NO_CAPABILITIES);
}

/** Phases of the stream that a record was measured on. */
export function useMeasuredPhases(source: Source): Experiment['phases'] {
  return useRun((s) => source(s)?.experiment.phases ?? NO_PHASES);
}

/** The curves of one learner in a record; empty where the record has no such learner. */
export function useLearnerCurves(source: Source, learnerId: string): LearnerCurves {
  const capabilities = useCapabilities(source);
  const phases = useMeasuredPhases(source);
  const evaluations = useEvaluations(source, learnerId);
  return useMemo(
    () => learnerCurves(evaluations, capabilities, phases),
    [evaluations, capabilities, phases],
  );
}

/** The learner as the experiment on screen has it. */
export function useLearner(learnerId: string): LearnerConfig | null {
  return useExperiment((s) => s.experiment.learners.find((l) => l.id === learnerId) ?? null);
}

/** Id of the lower reference that other learners are compared with; null for itself or where there is none. */
export function useReferenceId(learnerId: string): string | null {
  const id = useExperiment(
    (s) => s.experiment.learners.find((l) => l.mark === LOWER_REFERENCE_MARK)?.id ?? null,
  );
  return id === learnerId ? null : id;
}

function onlyLearner(experiment: Experiment, learnerId: string): Experiment {
  return { ...experiment, learners: experiment.learners.filter((l) => l.id === learnerId) };
}

/** 'Edited, not run' for one row: its stream, base or learner differ from what its curves were measured on. */
export function useRowEdited(learnerId: string): boolean {
  const experiment = useExperiment((s) => s.experiment);
  const measured = useRun((s) => shownRecord(s)?.experiment ?? null);
  const catalog = useRun((s) => s.catalog);
  return useMemo(
    () =>
      measured !== null &&
      !sameRun(onlyLearner(experiment, learnerId), onlyLearner(measured, learnerId), catalog),
    [experiment, measured, catalog, learnerId],
  );
}

/** True while a run of the visitor is under way or was cut short: there is a playhead, and a trace to its right. */
export function useIsPartial(): boolean {
  return useRun((s) => s.live !== null && s.status !== 'finished' && s.status !== 'recorded');
}

/** Steps of the axis: the stream on screen, which the blocks above the charts show too. */
export function useTotalSteps(): number {
  return useExperiment((s) => totalSteps(s.experiment));
}

export interface GroupCurve {
  readonly learner: LearnerConfig;
  readonly curve: Curve;
}

/** Mean curve over a group of capabilities of every learner that is not hidden. */
export function useGroupCurves(group: CapabilityGroup): readonly GroupCurve[] {
  const capabilities = useCapabilities(shownRecord);
  const phases = useMeasuredPhases(shownRecord);
  const evaluations = useRun((s) => shownRecord(s)?.evaluations ?? NO_EVALUATIONS);
  const learners = useExperiment((s) => s.experiment.learners);
  const hidden = useView((s) => s.hidden);
  return useMemo(() => {
    const columns = groupColumns(capabilities, group, phases);
    return learners
      .filter((learner) => !hidden.includes(learner.id))
      .map((learner) => {
        const own = evaluations.filter((e) => e.learnerId === learner.id);
        return { learner, curve: meanCurve(own, capabilities, columns) };
      })
      .filter(({ curve }) => curve.length > 0);
  }, [capabilities, phases, evaluations, learners, hidden, group]);
}

/** Groups that the shown record has capabilities of, with how many. */
export function useGroups(): readonly {
  readonly group: CapabilityGroup;
  readonly count: number;
}[] {
  const capabilities = useCapabilities(shownRecord);
  const phases = useMeasuredPhases(shownRecord);
  return useMemo(
    () =>
      (['general', 'old', 'new', 'composed'] as const)
        .map((group) => ({ group, count: groupColumns(capabilities, group, phases).length }))
        .filter(({ count }) => count > 0),
    [capabilities, phases],
  );
}

/** Levels closer than this share one line. */
const CHANCE_APART = 0.02;

/** Accuracies of guessing for these groups, each level once. */
export function useChance(groups: readonly CapabilityGroup[]): readonly number[] {
  const capabilities = useCapabilities(shownRecord);
  return useMemo(() => {
    const levels: number[] = [];
    for (const group of groups) {
      const level = chanceOf(capabilities, group);
      if (level === null || levels.some((l) => Math.abs(l - level) < CHANCE_APART)) continue;
      levels.push(level);
    }
    return levels;
  }, [capabilities, groups]);
}

/** Every step at which any learner of the shown record was evaluated, ascending. */
export function useEvaluatedSteps(): readonly number[] {
  const evaluations = useRun((s) => shownRecord(s)?.evaluations ?? NO_EVALUATIONS);
  return useMemo(
    () => [...new Set(evaluations.map((e) => e.step))].sort((a, b) => a - b),
    [evaluations],
  );
}
