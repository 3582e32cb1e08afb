// What one plug-in may do with its learner's model: hold vectors and compute with them (vectorVerbs.ts), measure at boundaries
// (boundaryVerbs.ts), and pass examples within steps. All that it allocates and passes is counted against its declared
// cost and freed with the learner.

import { type Batch, weightSum } from '../engine/batch.ts';
import type { Invocation } from '../engine/device.ts';
import type { FlatVector } from '../engine/flatVector.ts';
import { Consistency } from '../engine/model/consistency.ts';
import { ContextTeacher, type TaughtBatch } from '../engine/model/contextTeacher.ts';
import { ReferenceDivergence } from '../engine/model/divergence.ts';
import { LogitStore } from '../engine/model/logitStore.ts';
import { type NeighbourOptions, NeighbourMemory } from '../engine/model/neighbourMemory.ts';
import type { Network } from '../engine/model/network.ts';
import { type RenewalOptions, UnitRenewal } from '../engine/model/unitRenewal.ts';
import { makeBatch } from './batching.ts';
import { equally } from './boundaryVerbs.ts';
import type { Item } from './example.ts';
import { VectorVerbs } from './vectorVerbs.ts';
import {
  type DivergenceChoice,
  FORWARD_PASS,
  type StepView,
  type VerbCounts,
} from './verbTypes.ts';

/** Forward through the reference, then forward and backward through the model. */
export const DIVERGENCE_PASSES = 1 + FORWARD_PASS;
/** Tokens of a stored example whose logits are stored too, the first ones that carry loss: more than most answers have. */
export const LOGITS_PER_EXAMPLE = 16;

export class ModelVerbs extends VectorVerbs {
  private readonly slots: readonly number[];
  private readonly passes: { dispose(): void }[] = [];
  private readonly memories: NeighbourMemory[] = [];
  private sequences = 0;
  /** Sequences passed forward only, within steps: a whole number, so that thirds do not add up to more. */
  private forwards = 0;
  private logitRows = 0;
  private rows = 0;
  private rehearsed = 0;
  /** What the present step shows; the same for all plug-ins of a learner. */
  private view: StepView | null = null;
  /** Batches handed to the device so far. */
  private batches = 0;

  /** `slots`: the batch slots of the workspace that are this plug-in's own within a step, one for each of its passes. */
  constructor(network: Network, owner: string, slots: readonly number[]) {
    super(network, owner);
    this.slots = slots;
  }

  get counts(): VerbCounts {
    return {
      vectors: this.vectorsHeld,
      sequences: this.sequences + this.forwards * FORWARD_PASS,
      rows: this.rows,
      rehearsed: this.rehearsed,
      boundarySequences: this.boundarySequences,
      storedStates: this.memories.reduce((sum, memory) => sum + memory.count, 0),
      logitRows: this.logitRows,
    };
  }

  /** Tells what the step shows, before anything of it is passed. */
  look(view: StepView): void {
    this.view = view;
  }

  private countRows(items: readonly Item[]): void {
    this.rows += items.length;
    this.rehearsed += items.filter((item) => !this.view?.items.has(item)).length;
  }

  /** The slot of the next batch: its own ones in turn. */
  private nextSlot(): number {
    return this.slots[this.batches++ % this.slots.length]!;
  }

  /** Adds `strength` times the gradient of the mean loss on `items` to `target`; for use within a step, once a step. */
  gradientInto(target: FlatVector, items: readonly Item[], strength = 1): Invocation {
    this.sequences += items.length;
    this.countRows(items);
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
    this.countRows(items);
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
    this.rows += batch.rows;
    if (batch !== this.view?.batch) this.rehearsed += batch.rows;
    const supervised = equally(batch);
    const scale = strength / Math.max(1, weightSum(supervised));
    return divergence.addTo(supervised, { slot: this.nextSlot(), scale, reverse, temperature });
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
    this.countRows(items);
    this.forwards += 2 * items.length;
    const batch = equally(makeBatch(items));
    const scale = strength / Math.max(1, weightSum(batch));
    return consistency.addTo(batch, { slot: this.nextSlot(), scale });
  }

  /** Replaces hidden units of little use (engine/model/unitRenewal.ts). What it holds is a few figures a unit. */
  unitRenewal(role: string, options: RenewalOptions): UnitRenewal {
    const made = new UnitRenewal(`${this.owner}.${role}`, this.network, options);
    this.passes.push(made);
    return made;
  }

  /** Counts sequences that a step passed forward and backward other than by these verbs; a forward pass is a third. */
  spend(sequences: number): void {
    this.sequences += sequences;
  }

  override dispose(): void {
    super.dispose();
    for (const pass of this.passes) pass.dispose();
    for (const memory of this.memories) memory.dispose();
  }
}
