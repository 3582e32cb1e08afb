// A learner: one objective, a stack of methods, trainable parameters, an optimizer and a schedule over one network.
// The trainer calls the stack at fixed places; methods see the engine only through this file's verbs.

import type { LearnerConfig, Phase } from '../core/experiment.ts';
import type { Rng } from '../core/rng.ts';
import type { Batch } from '../engine/batch.ts';
import type { Invocation } from '../engine/device.ts';
import type { Network } from '../engine/model/network.ts';
import { makeBatch } from './batching.ts';
import type { Schedule, SchedulePosition } from './schedules/schedule.ts';
import type { StreamItem } from './stream.ts';
import type { Item } from './example.ts';

/** What a method is told about the run it protects. */
export interface MethodContext {
  readonly seed: number;
  readonly batchSize: number;
  readonly phases: readonly Phase[];
  /** A training example of the base's own data. */
  sampleGeneral(rng: Rng): Item;
  /** A training example of a task of the stream. */
  sampleTask(taskId: string, rng: Rng): Item;
}

/** What a plug-in costs beyond plain fine-tuning. */
export interface MethodCost {
  /** Whole-model vectors held beside the parameters. */
  readonly vectors: number;
  /** Forward-backward passes per step beyond the one of fine-tuning. */
  readonly passes: number;
  /** Examples it may hold at the end of the stream. */
  readonly storedExamples: number;
}

/** A protection against forgetting. Every hook is optional; the trainer calls them in this order. */
export interface Method {
  beginPhase?(phase: number): void;
  /** Chooses what the step trains on, given the stream's examples of this step. */
  rehearse?(items: readonly StreamItem[], step: number): readonly Item[];
  /** Called after the optimizer's step with the stream's examples of it. */
  afterStep?(items: readonly StreamItem[], step: number): void;
  endPhase?(phase: number): void;
  /** Examples held now; checked against the declared cost. */
  storedExamples?(): number;
  dispose(): void;
}

/** What turns a batch into gradients. */
export interface Objective {
  /** False: the weights never change, and no step is run. */
  readonly trains: boolean;
  /** Invocations that add the gradient of the objective on this batch to the learner's gradients. */
  addLoss(network: Network, batch: Batch, step: number): Invocation[];
}

export interface LearnerParts {
  readonly config: LearnerConfig;
  readonly network: Network;
  readonly objective: Objective;
  readonly methods: readonly Method[];
  readonly schedule: Schedule;
  /** Whether the optimizer's state starts from zero in each phase. */
  readonly resetAtBoundary: boolean;
}

export class Learner {
  readonly id: string;
  readonly network: Network;
  readonly trains: boolean;
  /** Tokens of the batches it was trained on so far. */
  tokens = 0;
  private readonly parts: LearnerParts;

  constructor(parts: LearnerParts) {
    this.parts = parts;
    this.id = parts.config.id;
    this.network = parts.network;
    this.trains = parts.objective.trains;
  }

  beginPhase(phase: number): void {
    if (phase > 0 && this.parts.resetAtBoundary) this.network.optimizer.reset();
    for (const method of this.parts.methods) method.beginPhase?.(phase);
  }

  endPhase(phase: number): void {
    for (const method of this.parts.methods) method.endPhase?.(phase);
  }

  /** One optimizer step on the stream's examples of this step. Resolves to false when `stop` cut it short. */
  async trainStep(
    items: readonly StreamItem[],
    position: SchedulePosition,
    stop?: () => boolean,
  ): Promise<boolean> {
    const { objective, methods, schedule } = this.parts;
    const { step } = position;
    let chosen: readonly Item[] = items.map((i) => i.item);
    for (const method of methods) chosen = method.rehearse?.(items, step) ?? chosen;
    const batch = makeBatch(chosen);
    const learningRate = this.network.optimizer.learningRate * schedule.factor(position);
    const invocations = [
      this.network.begin(),
      ...objective.addLoss(this.network, batch, step),
      this.network.update(step, learningRate),
    ];
    const finished = await this.network.device.submit(invocations, stop);
    if (!finished) return false;
    this.tokens += batch.rows * batch.length;
    for (const method of methods) method.afterStep?.(items, step);
    return true;
  }

  /** Examples that its methods hold now. */
  storedExamples(): number {
    return this.parts.methods.reduce((sum, m) => sum + (m.storedExamples?.() ?? 0), 0);
  }

  dispose(): void {
    for (const method of this.parts.methods) method.dispose();
    this.network.dispose();
  }
}
