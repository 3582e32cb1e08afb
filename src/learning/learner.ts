// A learner: one objective, a stack of methods, trainable parameters, an optimizer and a schedule over one network.
// The trainer calls the stack at fixed places; methods see the engine only through modelVerbs.ts.

import type { LearnerConfig } from '../core/experiment.ts';
import type { DataAccess } from '../core/runRecord.ts';
import type { AnswerSampler } from './answerSampler.ts';
import type { Batch } from '../engine/batch.ts';
import type { Invocation } from '../engine/device.ts';
import type { Network } from '../engine/model/network.ts';
import type { AccessLog } from './accessLog.ts';
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
import type { Method, MethodContext, Objective, SampledFigures, TrainableSet } from './roles.ts';
import type { StoredCounts } from './storedCounts.ts';

type StepHook =
  'keepGradient' | 'addPenalty' | 'transformGradients' | 'transformUpdate' | 'keepUpdate';

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
  readonly log: AccessLog;
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
  /** What a model with a memory that is never trained comes to without it, by what was evaluated. */
  private readonly unchanging = new WeakMap<EvaluationSet, EvaluationResult>();
  /** What its verbs had counted when the last step was logged. */
  private logged = { sequences: 0, boundarySequences: 0, rows: 0, rehearsed: 0 };
  /** Length of the batch of the last step. */
  private length = 0;
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
    this.parts.log.beginPhase(phase);
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
    const shown = new Set(rows.map((i) => i.item));
    for (const verbs of this.parts.verbs) verbs.look({ items: shown, batch });
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
    this.logStep(items, batch, chosen.filter((item) => !shown.has(item)).length);
    if (sampled) this.sampled.set(step, sampled);
    for (const method of methods) await method.afterStep?.(examples, step);
    return true;
  }

  /** In place of a step where the weights never change: its memories take in the stream's examples. */
  async watch(items: readonly StreamItem[], step: number): Promise<void> {
    const { log } = this.parts;
    log.step({ shown: items.length, trained: 0, rehearsed: 0, tokens: 0, plainTokens: 0 });
    for (const memory of this.memories) await memory.afterStep?.(items, step);
  }

  /** What its verbs have counted since it was last asked for. */
  private countedSince(): Learner['logged'] {
    const before = this.logged;
    const sum = (key: keyof typeof before) =>
      this.parts.verbs.reduce((total, verbs) => total + verbs.counts[key], 0);
    const now = {
      sequences: sum('sequences'),
      boundarySequences: sum('boundarySequences'),
      rows: sum('rows'),
      rehearsed: sum('rehearsed'),
    };
    this.logged = now;
    return {
      sequences: now.sequences - before.sequences,
      boundarySequences: now.boundarySequences - before.boundarySequences,
      rows: now.rows - before.rows,
      rehearsed: now.rehearsed - before.rehearsed,
    };
  }

  private logStep(items: readonly StreamItem[], batch: Batch, rehearsed: number): void {
    const counted = this.countedSince();
    const plain = makeBatch(items.map((i) => i.item));
    this.length = batch.length;
    this.parts.log.step({
      shown: items.length,
      trained: batch.rows + counted.rows,
      rehearsed: rehearsed + counted.rehearsed,
      tokens: (batch.rows + counted.sequences) * batch.length,
      plainTokens: plain.rows * plain.length,
    });
  }

  /** The line of the data-access log for the phase that ends. */
  closeLog(seed: number): DataAccess {
    const { log } = this.parts;
    const { boundarySequences } = this.countedSince();
    const tokens = boundarySequences * this.length;
    log.step({ shown: 0, trained: 0, rehearsed: 0, tokens, plainTokens: 0 });
    const stored = this.stored();
    const answering = this.memories.flatMap((memory) => memory.storedExamples?.() ?? []);
    const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
    return log.close(
      { learnerId: this.id, seed },
      {
        storedGeneral: total(stored.map(({ general }) => general)),
        storedPerTask: total(stored.map(({ perTask }) => perTask)),
        inferenceState: total(answering.map((counts) => counts.total)),
      },
    );
  }

  /**
   * Evaluates it at the weights and with the memories that its methods show; null when `stop` cut it short. `look` may see
   * more of the network while it holds these weights.
   */
  evaluate(
    set: EvaluationSet,
    stop?: () => boolean,
    look?: (network: Network) => Promise<void>,
  ): Promise<EvaluationResult | null> {
    const changing = this.trains ? this.parts.methods.filter((m) => m.evaluationWeights) : [];
    const changes = changing.map((method) => async () => method.evaluationWeights!());
    const { network, sampler, memories } = this;
    return this.evaluationWeights.during(changes, async () => {
      const known = this.unchanging.get(set);
      const bare = known ?? (await evaluateNetwork(network, set, stop, sampler));
      if (bare) await look?.(network);
      if (!bare || memories.length === 0) return bare;
      if (!this.trains) this.unchanging.set(set, bare);
      const change = memories.find((m) => m.changeLogits)?.changeLogits!();
      const recall = (item: Item) => memories.reduce((i, m) => m.recall?.(i) ?? i, item);
      const whole = await evaluateNetwork(network, askedWith(set, recall, change), stop, sampler);
      return whole && { ...bare, ...whole, right: bare.right, withoutMemory: bare.accuracy };
    });
  }

  /** What each of its methods stores. */
  private stored(): StoredCounts[] {
    return this.parts.methods.flatMap((method) => method.storedExamples?.() ?? []);
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
      storedExamples: sum(this.stored().map(({ total }) => total)),
    };
  }

  dispose(): void {
    for (const verbs of this.parts.verbs) verbs.dispose();
    this.evaluationWeights.dispose();
    this.sampler.dispose();
    this.network.dispose();
  }
}
