// A learner: one objective, a stack of methods, trainable parameters, an optimizer and a schedule over one network.
// The trainer calls the stack at fixed places; methods see the engine only through modelVerbs.ts.

import type { LearnerConfig, Phase } from '../core/experiment.ts';
import type { Rng } from '../core/rng.ts';
import type { AnswerSampler } from './answerSampler.ts';
import type { Batch } from '../engine/batch.ts';
import type { Invocation } from '../engine/device.ts';
import type { LogitChange } from '../engine/model/networkPrograms.ts';
import type { Network } from '../engine/model/network.ts';
import type { TrainedPart } from '../engine/model/trainedPart.ts';
import type { Recorder } from '../engine/recorder.ts';
import { drawnTokens, makeBatch } from './batching.ts';
import type { Schedule, SchedulePosition } from './schedules/schedule.ts';
import type { StreamItem } from './stream.ts';
import {
  type EvaluationResult,
  type EvaluationSet,
  askedWith,
  evaluateNetwork,
} from './evaluate.ts';
import { EvaluationWeights } from './evaluationWeights.ts';
import type { Item } from './example.ts';
import type { MethodCost } from './methodCost.ts';
import type { ModelVerbs } from './modelVerbs.ts';

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
  /** Examples held now; checked against the declared cost. */
  storedExamples?(): number;
}

type StepHook =
  'keepGradient' | 'addPenalty' | 'transformGradients' | 'transformUpdate' | 'keepUpdate';

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

export interface LearnerParts {
  readonly config: LearnerConfig;
  readonly network: Network;
  readonly sampler: AnswerSampler;
  readonly objective: Objective;
  /** What is trained, if not all of the network. */
  readonly trainable?: { readonly set: TrainableSet; readonly context: MethodContext };
  /** False: the weights never change, and no step is run. */
  readonly trains: boolean;
  readonly methods: readonly Method[];
  /** The verbs that the methods were made with; freed with the learner. */
  readonly verbs: readonly ModelVerbs[];
  readonly schedule: Schedule;
  /** Whether the optimizer's state starts from zero in each phase. */
  readonly resetAtBoundary: boolean;
}

export class Learner {
  readonly id: string;
  readonly network: Network;
  /** Answers from its weights as they are. */
  readonly sampler: AnswerSampler;
  readonly trains: boolean;
  /** Tokens of the batches it was trained on so far. */
  tokens = 0;
  /** By step: what came of the answers that were sampled for it. */
  readonly sampled = new Map<number, SampledFigures>();
  private readonly parts: LearnerParts;
  /** Those of its methods that help it at evaluation and can be taken away. */
  private readonly memories: readonly Method[];
  /** What a model with a memory that is never trained comes to without it. */
  private unchanging: EvaluationResult | null = null;
  private readonly evaluationWeights: EvaluationWeights;
  /** Puts back what is not trained; empty where everything is. */
  private readonly guard: readonly Invocation[];

  constructor(parts: LearnerParts) {
    this.parts = parts;
    this.memories = parts.methods.filter((m) => m.recall ?? m.changeLogits);
    this.id = parts.config.id;
    this.network = parts.network;
    this.sampler = parts.sampler;
    this.trains = parts.trains;
    this.evaluationWeights = new EvaluationWeights(parts.network, parts.config.id);
    const { set, context } = parts.trainable ?? {};
    const guard = set?.recordGuard && context?.verbs.record('guard', (r) => set.recordGuard!(r));
    this.guard = guard ? [{ program: guard }] : [];
  }

  async beginPhase(phase: number, stop?: () => boolean): Promise<void> {
    if (!this.trains) return;
    const { methods, trainable, resetAtBoundary } = this.parts;
    const { device, optimizer } = this.network;
    const renewed = trainable?.set.renewed || methods.some((method) => method.renewsOptimizer);
    if (phase > 0 && (resetAtBoundary || renewed)) optimizer.reset();
    for (const method of methods) await method.renewWeights?.(phase);
    if (methods.some((method) => method.renewWeights)) await device.submit(this.guard);
    await trainable?.set.beginPhase?.(phase, trainable.context, stop);
    for (const method of methods) await method.beginPhase?.(phase, stop);
  }

  async endPhase(phase: number, stop?: () => boolean): Promise<void> {
    if (!this.trains) return;
    for (const method of this.parts.methods) await method.endPhase?.(phase, stop);
    await this.network.device.submit(this.guard);
  }

  /** What the stack adds to a step at one place. */
  private invocations(hook: StepHook, step: number): Invocation[] {
    return this.parts.methods.flatMap((method) => method[hook]?.(step) ?? []);
  }

  /** One optimizer step on the stream's examples of this step. Resolves to false when `stop` cut it short. */
  async trainStep(
    items: readonly StreamItem[],
    position: SchedulePosition,
    stop?: () => boolean,
  ): Promise<boolean> {
    const { objective, methods, schedule } = this.parts;
    const { step } = position;
    const prepared = objective.prepare
      ? await objective.prepare(items, position, stop)
      : { rows: items, examples: items };
    if (!prepared) return false;
    const { rows, examples, sampled } = prepared;
    for (const method of methods) {
      if (method.prepare && !(await method.prepare(examples, position, stop))) return false;
    }
    let chosen: readonly Item[] = rows.map((i) => i.item);
    for (const method of methods) chosen = method.rehearse?.(rows, step) ?? chosen;
    const batch = makeBatch(chosen);
    const drawn = drawnTokens(rows, chosen, batch);
    const learningRate = this.network.optimizer.learningRate * schedule.factor(position);
    const changesUpdate = methods.some((method) => method.transformUpdate);
    const invocations = [
      this.network.begin(),
      ...objective.addLoss(this.network, batch, step, chosen),
      ...(drawn ? [this.network.sampledTokens.compareSampler(batch, drawn, step)] : []),
      ...methods.flatMap((method) => method.keepActivations?.(batch) ?? []),
      ...methods.flatMap((method) => method.addLoss?.(batch, step) ?? []),
      ...this.invocations('keepGradient', step),
      ...this.invocations('addPenalty', step),
      ...this.invocations('transformGradients', step),
      this.network.update(step, learningRate),
      ...this.invocations('transformUpdate', step),
      ...(changesUpdate ? this.guard : []),
      ...this.invocations('keepUpdate', step),
    ];
    const finished = await this.network.device.submit(invocations, stop);
    if (!finished) return false;
    this.tokens += batch.rows * batch.length;
    if (sampled) this.sampled.set(step, sampled);
    for (const method of methods) await method.afterStep?.(examples, step);
    return true;
  }

  /** In place of a step where the weights never change: its memories take in the stream's examples. */
  async watch(items: readonly StreamItem[], step: number): Promise<void> {
    for (const memory of this.memories) await memory.afterStep?.(items, step);
  }

  /** Evaluates it at the weights and with the memories that its methods show; null when `stop` cut it short. */
  evaluate(set: EvaluationSet, stop?: () => boolean): Promise<EvaluationResult | null> {
    const changing = this.trains ? this.parts.methods.filter((m) => m.evaluationWeights) : [];
    const changes = changing.map((method) => async () => method.evaluationWeights!());
    const { network, sampler, memories } = this;
    return this.evaluationWeights.during(changes, async () => {
      const bare = this.unchanging ?? (await evaluateNetwork(network, set, stop, sampler));
      if (!bare || memories.length === 0) return bare;
      if (!this.trains) this.unchanging = bare;
      const change = memories.find((m) => m.changeLogits)?.changeLogits!();
      const recall = (item: Item) => memories.reduce((i, m) => m.recall?.(i) ?? i, item);
      const whole = await evaluateNetwork(network, askedWith(set, recall, change), stop, sampler);
      return whole && { ...bare, ...whole, withoutMemory: bare.accuracy };
    });
  }

  /** What its methods hold and did, in the terms of their declared costs. */
  spent(): Required<Omit<MethodCost, 'passes'>> & { readonly sequences: number } {
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    const counts = this.parts.verbs.map((v) => v.counts);
    return {
      vectors: sum(counts.map((c) => c.vectors)) + (this.parts.trainable?.set.held.vectors ?? 0),
      sequences: sum(counts.map((c) => c.sequences)),
      boundarySequences: sum(counts.map((c) => c.boundarySequences)),
      storedStates: sum(counts.map((c) => c.storedStates)),
      logitRows: sum(counts.map((c) => c.logitRows)),
      storedExamples: sum(this.parts.methods.map((m) => m.storedExamples?.() ?? 0)),
    };
  }

  dispose(): void {
    for (const verbs of this.parts.verbs) verbs.dispose();
    this.evaluationWeights.dispose();
    this.sampler.dispose();
    this.network.dispose();
  }
}
