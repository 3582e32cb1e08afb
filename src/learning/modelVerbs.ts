// What one method may do with its learner's model: hold vectors, run recorded vector arithmetic, and take gradients. All
// that it allocates is counted against its declared cost and freed with the learner.

import { type Batch, weightSum } from '../engine/batch.ts';
import { projectConflict } from '../engine/consolidation.ts';
import type { DeviceBuffer, Invocation, Program } from '../engine/device.ts';
import { type FlatVector, newVector } from '../engine/flatVector.ts';
import { Consistency } from '../engine/model/consistency.ts';
import { ContextTeacher, type TaughtBatch } from '../engine/model/contextTeacher.ts';
import { ReferenceDivergence } from '../engine/model/divergence.ts';
import { initialParameters } from '../engine/model/init.ts';
import { LogitStore } from '../engine/model/logitStore.ts';
import { type NeighbourOptions, NeighbourMemory } from '../engine/model/neighbourMemory.ts';
import type { Network } from '../engine/model/network.ts';
import { Recorder } from '../engine/recorder.ts';
import { makeBatch } from './batching.ts';
import type { Item } from './example.ts';
import type { DivergenceChoice, LabelSource, VerbCounts } from './verbTypes.ts';

/** A forward pass, in passes forward and backward. */
export const FORWARD_PASS = 1 / 3;
/** Forward through the reference, then forward and backward through the model. */
export const DIVERGENCE_PASSES = 1 + FORWARD_PASS;
/** Tokens of a stored example whose logits are stored too, the first ones that carry loss: more than most answers have. */
export const LOGITS_PER_EXAMPLE = 16;

/** The batch with every supervised position counting alike. */
const supervisedOnly = (batch: Batch): Batch => ({
  ...batch,
  weights: batch.weights.map((w) => (w === 0 ? 0 : 1)),
});

export class ModelVerbs {
  readonly parameters: FlatVector;
  readonly gradients: FlatVector;
  private readonly network: Network;
  private readonly owner: string;
  private readonly slots: readonly number[];
  private readonly vectors: FlatVector[] = [];
  private readonly scalars: DeviceBuffer[] = [];
  private readonly programs: Program[] = [];
  private readonly passes: { dispose(): void }[] = [];
  private readonly memories: NeighbourMemory[] = [];
  private sequences = 0;
  private boundarySequences = 0;
  /** Sequences passed forward only, within steps and at boundaries: whole numbers, so that thirds do not add up to more. */
  private forwards = 0;
  private boundaryForwards = 0;
  private logitRows = 0;
  /** Batches handed to the device so far. */
  private batches = 0;

  /** `slots`: the batch slots of the workspace that are this plug-in's own within a step, one for each of its passes. */
  constructor(network: Network, owner: string, slots: readonly number[]) {
    this.network = network;
    this.owner = owner;
    this.slots = slots;
    this.parameters = network.parameters;
    this.gradients = network.gradients;
  }

  get counts(): VerbCounts {
    const { logitRows, memories } = this;
    const sequences = this.sequences + this.forwards * FORWARD_PASS;
    const boundarySequences = this.boundarySequences + this.boundaryForwards * FORWARD_PASS;
    const storedStates = memories.reduce((sum, memory) => sum + memory.count, 0);
    return {
      vectors: this.vectors.length,
      sequences,
      boundarySequences,
      storedStates,
      logitRows,
    };
  }

  /** The slot of the next batch: its own ones in turn. */
  private nextSlot(): number {
    return this.slots[this.batches++ % this.slots.length]!;
  }

  /** A zero vector as long as the model, held until the learner ends. */
  vector(role: string): FlatVector {
    const vector = newVector(this.network.device, `${this.owner}.${role}`, this.parameters.layout);
    this.vectors.push(vector);
    return vector;
  }

  /** Vector arithmetic, recorded once and run as often as it is returned from a hook. */
  record(role: string, body: (recorder: Recorder) => void): Program {
    const recorder = new Recorder();
    body(recorder);
    const program = this.network.device.program(`${this.owner}.${role}`, recorder.commands);
    this.programs.push(program);
    return program;
  }

  /** A program that takes out of `vector` what runs against `reference`, if the deciding vector does; engine/consolidation.ts. */
  projection(
    role: string,
    reference: FlatVector,
    vector: FlatVector,
    { side, deciding }: { readonly side: 1 | -1; readonly deciding: FlatVector },
  ): Program {
    const { device, dotScratch } = this.network;
    const scalars = device.buffer(`${this.owner}.${role}.scalars`, 16);
    this.scalars.push(scalars);
    const projection = { device, scalars, dotScratch, reference, deciding, vector, side };
    return this.record(role, (r) => projectConflict(r, projection));
  }

  /** Adds `strength` times the gradient of the mean loss on `items` to `target`; for use within a step, once a step. */
  gradientInto(target: FlatVector, items: readonly Item[], strength = 1): Invocation {
    this.sequences += items.length;
    return this.network.gradientInto(target, makeBatch(items), this.nextSlot(), strength);
  }

  /** Room for the logits of `capacity` examples. */
  logitStore(role: string, capacity: number): LogitStore {
    const size = { capacity, rowsPerPlace: LOGITS_PER_EXAMPLE };
    const made = new LogitStore(`${this.owner}.${role}`, this.network, size);
    this.passes.push(made);
    this.logitRows += made.rows;
    return made;
  }

  /**
   * Keeps the present logits of the items that are given a place; between steps only, and counted where `at` says.
   * Resolves to false when `stop` cut it short.
   */
  async keepLogits(
    store: LogitStore,
    items: readonly Item[],
    places: readonly (number | null)[],
    at: 'step' | 'boundary',
    stop?: () => boolean,
  ): Promise<boolean> {
    const { device, workspace } = this.network;
    if (at === 'step') this.forwards += items.length;
    else this.spendForward(items.length);
    for (let first = 0; first < items.length; first += workspace.maxSequences) {
      const last = first + workspace.maxSequences;
      const batch = makeBatch(items.slice(first, last));
      if (!(await device.submit([store.keep(batch, places.slice(first, last))], stop)))
        return false;
    }
    return true;
  }

  /** Adds the gradient of `strength` times the mean squared error to the stored logits of the items in these places. */
  pullToLogits(
    store: LogitStore,
    items: readonly Item[],
    places: readonly number[],
    strength: number,
  ): Invocation {
    this.sequences += items.length;
    return store.pullTowards(makeBatch(items), places, { slot: this.nextSlot(), strength });
  }

  /** A divergence from the weights in `reference`, whatever they are at the time. */
  divergenceFrom(role: string, reference: FlatVector): ReferenceDivergence {
    const made = new ReferenceDivergence(`${this.owner}.${role}`, this.network, reference);
    this.passes.push(made);
    return made;
  }

  /** A teacher with the weights in `vector`, whatever they are at the time. */
  teacher(role: string, vector: FlatVector): ContextTeacher {
    const made = new ContextTeacher(`${this.owner}.${role}`, this.network, vector);
    this.passes.push(made);
    return made;
  }

  /** The loss of the step's own batch, part of which a teacher teaches. Takes two slots, for an objective. */
  learnFrom(
    teacher: ContextTeacher,
    batch: TaughtBatch,
    { step, reverse }: { readonly step: number; readonly reverse: boolean },
  ): Invocation {
    const slots = [this.slots[0]!, this.slots[1]!] as const;
    return teacher.addLoss(batch, { step, slots, reverse });
  }

  /**
   * Adds the gradient of `strength` times the mean divergence over the supervised positions of the batch to the gradients;
   * every such position counts alike, whatever its weight. For use within a step, once a step.
   */
  pullTowards(
    divergence: ReferenceDivergence,
    batch: Batch,
    { strength, reverse, temperature }: DivergenceChoice,
  ): Invocation {
    this.sequences += DIVERGENCE_PASSES * batch.rows;
    const supervised = supervisedOnly(batch);
    const scale = strength / Math.max(1, weightSum(supervised));
    return divergence.addTo(supervised, { slot: this.nextSlot(), scale, reverse, temperature });
  }

  /**
   * Adds the mean over `items` of the squared gradient of one item's log-likelihood to `total`; between steps only.
   * Resolves to false when `stop` cut it short. Items without supervised tokens count as zeros.
   */
  async squaredGradients(
    total: FlatVector,
    items: readonly Item[],
    { samples, seed }: LabelSource,
    stop?: () => boolean,
  ): Promise<boolean> {
    const draws = Math.max(1, samples);
    const factor = 1 / (draws * items.length);
    for (const [index, item] of items.entries()) {
      const batch = makeBatch([item]);
      if (weightSum(batch) === 0) continue;
      this.boundarySequences += draws;
      const options = { samples, seed: (seed + index) >>> 0, factor };
      const invocation = this.network.squaredGradients(total, batch, options);
      if (!(await this.network.device.submit([invocation], stop))) return false;
    }
    return true;
  }

  /** A store of hidden states, whose neighbours' say a method mixes into the logits at evaluation. */
  neighbours(role: string, options: NeighbourOptions): NeighbourMemory {
    const made = new NeighbourMemory(`${this.owner}.${role}`, this.network, options);
    this.memories.push(made);
    return made;
  }

  /** Stores the states of the supervised positions of a batch, by a forward pass; between steps only. */
  async remember(memory: NeighbourMemory, batch: Batch): Promise<void> {
    this.forwards += batch.rows;
    await this.network.device.submit([memory.append(batch)]);
  }

  /** Two models, whatever their weights are at the time, the better of which is to be followed token by token. */
  consistency(role: string, models: readonly [FlatVector, FlatVector]): Consistency {
    const made = new Consistency(`${this.owner}.${role}`, this.network, models);
    this.passes.push(made);
    return made;
  }

  /** Adds the gradient of `strength` times the mean squared error to the logits of the better model on the items. */
  holdConsistent(consistency: Consistency, items: readonly Item[], strength: number): Invocation {
    this.sequences += items.length;
    this.forwards += 2 * items.length;
    const batch = supervisedOnly(makeBatch(items));
    const scale = strength / Math.max(1, weightSum(batch));
    return consistency.addTo(batch, { slot: this.nextSlot(), scale });
  }

  /** Counts sequences that a step passed forward and backward other than by these verbs; a forward pass is a third. */
  spend(sequences: number): void {
    this.sequences += sequences;
  }

  /** Counts single sequences passed forward at a boundary. */
  spendForward(sequences: number): void {
    this.boundaryForwards += sequences;
  }

  /** Runs programs between steps. */
  async run(...programs: readonly Program[]): Promise<void> {
    await this.network.device.submit(programs.map((program) => ({ program })));
  }

  /** A copy of a vector's elements. */
  read(vector: FlatVector): Promise<Float32Array> {
    return this.network.snapshot(vector);
  }

  /** Random weights such as a model of this shape starts from. */
  freshWeights(seed: number): Float32Array {
    return initialParameters(this.network.workspace.shape, seed);
  }

  write(vector: FlatVector, values: Float32Array): void {
    this.network.device.write(vector.buffer, values);
  }

  dispose(): void {
    for (const program of this.programs) program.dispose();
    for (const pass of this.passes) pass.dispose();
    for (const memory of this.memories) memory.dispose();
    for (const { buffer } of this.vectors) buffer.destroy();
    for (const buffer of this.scalars) buffer.destroy();
  }
}
