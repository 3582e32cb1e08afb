// The single-task reference: for every phase a fresh copy of the base is fine-tuned on that phase alone, on the very examples
// that the learners meet, for as many steps. Its settings are fixed here: no learner's knobs make it weaker. What a phase
// has been measured once is not run again.

import { NAIVE_LEARNER } from '../core/defaultExperiment.ts';
import type { Experiment, LearnerConfig } from '../core/experiment.ts';
import type { ReferenceCurve } from '../core/runRecord.ts';
import type { Device } from '../engine/device.ts';
import type { Workspace } from '../engine/model/workspace.ts';
import { buildLearner } from './buildLearner.ts';
import type { EvaluationSet } from './evaluate.ts';
import type { Learner } from './learner.ts';
import { PhaseCurve } from './phaseCurve.ts';
import type { SchedulePosition } from './schedules/schedule.ts';
import type { StreamItem } from './stream.ts';

const REFERENCE: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'reference',
  optimizer: { id: 'adamw', params: { learningRate: 1e-3, boundary: 'reset' } },
  schedule: { id: 'cosine', params: { span: 'phase' } },
};

/** Curves by what they were measured on. */
export type ReferenceCache = Map<string, readonly ReferenceCurve[]>;

export interface ReferenceOptions {
  readonly experiment: Experiment;
  readonly seed: number;
  readonly device: Device;
  readonly workspace: Workspace;
  /** The base's weights. */
  readonly initial: Float32Array;
  readonly cache: ReferenceCache;
}

/** All that a reference curve hangs on: the base, the stream up to the phase's end, and how it is looked at. */
function keyOf({ base, phases, batchSize, evaluation }: Experiment, seed: number, phase: number) {
  const upTo = phases.slice(0, phase + 1);
  return JSON.stringify([base, upTo, batchSize, evaluation, seed]);
}

export class ReferenceLearner {
  private readonly options: ReferenceOptions;
  private learner: Learner | null = null;
  /** The phase under way, where it has to be run. */
  private curve: PhaseCurve | null = null;

  constructor(options: ReferenceOptions) {
    this.options = options;
  }

  /** Starts a phase from the base. `before`: the base's accuracy of every capability. */
  async beginPhase(phase: number, columns: readonly number[], before: readonly number[]) {
    const { experiment, seed, device, workspace, initial, cache } = this.options;
    this.curve = null;
    if (cache.has(keyOf(experiment, seed, phase))) return;
    this.learner ??= buildLearner({
      experiment: { ...experiment, learners: [REFERENCE] },
      config: REFERENCE,
      seed,
      device,
      workspace,
      initial,
    });
    device.write(this.learner.network.parameters.buffer, initial);
    await this.learner.beginPhase(phase);
    this.learner.network.optimizer.reset();
    this.curve = new PhaseCurve(columns);
    this.curve.add(0, { accuracy: before }, false);
  }

  /** One step on the stream's examples. Resolves to false when `stop` cut it short. */
  async trainStep(
    items: readonly StreamItem[],
    position: SchedulePosition,
    stop: () => boolean,
  ): Promise<boolean> {
    if (!this.curve || !this.learner) return true;
    return this.learner.trainStep(items, position, stop);
  }

  /** A point of the curve, `offset` finished steps into the phase. Resolves to false when `stop` cut it short. */
  async measure(set: EvaluationSet, offset: number, stop: () => boolean): Promise<boolean> {
    if (!this.curve || !this.learner) return true;
    const result = await this.learner.evaluate(set, stop);
    if (result) this.curve.add(offset, result, true);
    return result !== null;
  }

  /** The curves of the phase that ends. */
  endPhase(phase: number): readonly ReferenceCurve[] {
    const { experiment, seed, cache } = this.options;
    const key = keyOf(experiment, seed, phase);
    if (this.curve) cache.set(key, this.curve.curves(seed, phase + 1));
    return cache.get(key) ?? [];
  }

  dispose(): void {
    this.learner?.dispose();
  }
}
