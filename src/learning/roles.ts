// What the parts of a learner are to the trainer: an objective, methods and a set of trainable parameters, each with the places
// at which it is called. Plug-ins implement these; learner.ts calls them.

import type { Phase } from '../core/experiment.ts';
import type { Rng } from '../core/rng.ts';
import type { Batch } from '../engine/batch.ts';
import type { Invocation } from '../engine/device.ts';
import type { LogitChange } from '../engine/model/networkPrograms.ts';
import type { Network } from '../engine/model/network.ts';
import type { TrainedPart } from '../engine/model/trainedPart.ts';
import type { Recorder } from '../engine/recorder.ts';
import type { AnswerSampler } from './answerSampler.ts';
import type { Item } from './example.ts';
import type { ModelVerbs } from './modelVerbs.ts';
import type { SchedulePosition } from './schedules/schedule.ts';
import type { StoredCounts } from './storedCounts.ts';
import type { StreamItem } from './stream.ts';

/** What a method is told about the run it protects. */
export interface MethodContext {
  /** The model, for this method's own vectors and passes. */
  readonly verbs: ModelVerbs;
  /** Answers and free samples at the learner's own weights. */
  readonly sampler: AnswerSampler;
  readonly seed: number;
  readonly batchSize: number;
  readonly phases: readonly Phase[];
  /** The random weights from which the training of the base started; the start weights where they are random. */
  initialWeights(): Float32Array;
  /** A training example of the base's own data. */
  sampleGeneral(rng: Rng): Item;
  /** A training example of a task of the stream. */
  sampleTask(taskId: string, rng: Rng): Item;
}

/**
 * A protection against forgetting. Every hook is optional. The trainer calls each of them for the whole stack before the
 * next one, in this order, so that what a hook sees does not depend on the order of the stack.
 */
export interface Method {
  /** Each phase starts anew, so the optimizer's state does, too. */
  readonly renewsOptimizer?: boolean;
  /** Changes the weights that a phase begins with; any other hook sees them only afterwards. */
  renewWeights?(phase: number): Promise<void>;
  /** Before the phase's first step. Work on the device is awaited, and given up when `stop` answers true. */
  beginPhase?(phase: number, stop?: () => boolean): void | Promise<void>;
  /**
   * Before the step, at the weights that it starts from, with the examples of it that may be remembered. Work on the
   * device is awaited; resolves to false when `stop` cut it short.
   */
  prepare?(
    examples: readonly StreamItem[],
    position: SchedulePosition,
    stop?: () => boolean,
  ): Promise<boolean>;
  /** Chooses what the step trains on, given the objective's examples of this step. */
  rehearse?(items: readonly StreamItem[], step: number): readonly Item[];
  /** The workspace holds the activations of the objective's loss on the batch, before any other pass. */
  keepActivations?(batch: Batch): Invocation[];
  /** Adds gradients of further losses on data, at the same weights as the objective's. */
  addLoss?(batch: Batch, step: number): Invocation[];
  /** The gradients hold the losses on data and nothing else. */
  keepGradient?(step: number): Invocation[];
  /** Adds gradients of penalties, on the weights or on how far answers have moved. */
  addPenalty?(step: number): Invocation[];
  /** Changes the gradients as a whole, before clipping and the optimizer. */
  transformGradients?(step: number): Invocation[];
  /** Changes the weights right after the optimizer. */
  transformUpdate?(step: number): Invocation[];
  /** Sees the weights that the step ends with. */
  keepUpdate?(step: number): Invocation[];
  /** Called after the optimizer's step, or where the weights never change in its place, with what may be remembered. */
  afterStep?(items: readonly StreamItem[], step: number): void | Promise<void>;
  endPhase?(phase: number, stop?: () => boolean): void | Promise<void>;
  /** Turns the weights into those that are evaluated, in the order of the stack; they are put back afterwards. */
  evaluationWeights?(): Invocation[] | Promise<Invocation[]>;
  /** At evaluation: the item as it is asked, with what comes to mind before its prompt. */
  recall?(item: Item): Item;
  /** At evaluation: what changes the logits of the tokens that are scored. A stack has one at most. */
  changeLogits?(): LogitChange;
  /** Examples held now; checked against the declared cost, and logged. */
  storedExamples?(): StoredCounts;
}

/** What came of the answers that were sampled for a step. */
export interface SampledFigures {
  /** Mean reward of the answers. */
  readonly reward: number;
  /** Share of the prompts to which at least one answer is right. */
  readonly coverage: number;
  /** Mean entropy of the distribution that a token was drawn from, in nats per token. */
  readonly entropy: number;
}

/** What an objective made of the stream's examples of a step. */
export interface Prepared {
  /** What is trained on, as far as no method mixes in other examples. */
  readonly rows: readonly StreamItem[];
  /** What the methods may remember of the step. */
  readonly examples: readonly StreamItem[];
  readonly sampled?: SampledFigures;
}

/** What turns a batch into gradients. */
export interface Objective {
  /** Makes a step's examples before it, if they are not the stream's own. Resolves to null when `stop` cut it short. */
  prepare?(
    items: readonly StreamItem[],
    position: SchedulePosition,
    stop?: () => boolean,
  ): Promise<Prepared | null>;
  /** Invocations that add the gradient of the objective on this batch, made of `items`, to the learner's gradients. */
  addLoss(network: Network, batch: Batch, step: number, items: readonly Item[]): Invocation[];
}

/** Which numbers the optimizer trains, over the phases of a run. */
export interface TrainableSet extends TrainedPart {
  /** What it holds: whole-model vectors, and further elements. */
  readonly held: { readonly vectors: number; readonly elements: number };
  /** What it trains starts anew in each phase, so the optimizer's state does, too. */
  readonly renewed?: boolean;
  /** Recorded after anything but the optimizer has changed the weights: puts back what is not trained. */
  recordGuard?(recorder: Recorder): void;
  /** Before the phase's first step, after `renewWeights` and before the methods' `beginPhase`. */
  beginPhase?(phase: number, context: MethodContext, stop?: () => boolean): Promise<void>;
}
