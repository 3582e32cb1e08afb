// What one method may do with its learner's model: hold vectors, run recorded vector arithmetic, and take gradients. All
// that it allocates is counted against its declared cost and freed with the learner.

import { type Batch, weightSum } from '../engine/batch.ts';
import { projectConflict } from '../engine/consolidation.ts';
import type { DeviceBuffer, Invocation, Program } from '../engine/device.ts';
import { type FlatVector, newVector } from '../engine/flatVector.ts';
import { ReferenceDivergence } from '../engine/model/divergence.ts';
import { LogitGradients } from '../engine/model/logitGradients.ts';
import type { Network } from '../engine/model/network.ts';
import { Recorder } from '../engine/recorder.ts';
import { makeBatch } from './batching.ts';
import type { Item } from './example.ts';

/** What was done so far, in the terms of a declared cost. */
export interface VerbCounts {
  /** Whole-model vectors held. */
  readonly vectors: number;
  /** Sequences passed forward and backward within steps. */
  readonly sequences: number;
  /** Single sequences passed forward and backward at boundaries. */
  readonly boundarySequences: number;
}

/** How `squaredGradients` gets its labels. */
export interface LabelSource {
  /** Label sets drawn from the model for each item; 0: the item's own label. */
  readonly samples: number;
  readonly seed: number;
}

/** Which divergence from a reference, and how strong. */
export interface DivergenceChoice {
  readonly strength: number;
  /** true: KL(model | reference); false: KL(reference | model). */
  readonly reverse: boolean;
  readonly temperature: number;
}

/** Forward through the reference, then forward and backward through the model. */
export const DIVERGENCE_PASSES = 1 + 1 / 3;

/** The batch with a weight of 1 at every supervised position. */
function equally(batch: Batch): Batch {
  return { ...batch, weights: batch.weights.map((w) => (w === 0 ? 0 : 1)) };
}

export class ModelVerbs {
  readonly parameters: FlatVector;
  readonly gradients: FlatVector;
  private readonly network: Network;
  private readonly owner: string;
  private readonly slot: number;
  private readonly vectors: FlatVector[] = [];
  private readonly scalars: DeviceBuffer[] = [];
  private readonly programs: Program[] = [];
  private readonly divergences: ReferenceDivergence[] = [];
  private readonly logitGradients: LogitGradients;
  private sequences = 0;
  private boundarySequences = 0;

  /** `slot`: the batch slot of the workspace that is this method's own within a step. */
  constructor(network: Network, owner: string, slot: number) {
    this.network = network;
    this.owner = owner;
    this.slot = slot;
    this.parameters = network.parameters;
    this.gradients = network.gradients;
    this.logitGradients = new LogitGradients(`${owner}.logits`, network);
  }

  get counts(): VerbCounts {
    const { sequences, boundarySequences } = this;
    return { vectors: this.vectors.length, sequences, boundarySequences };
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

  /** Adds the gradient of the mean loss on `items` to `target`; for use within a step, once a step. */
  gradientInto(target: FlatVector, items: readonly Item[]): Invocation {
    this.sequences += items.length;
    return this.network.gradientInto(target, makeBatch(items), this.slot);
  }

  /** A divergence from the weights in `reference`, whatever they are at the time. */
  divergenceFrom(role: string, reference: FlatVector): ReferenceDivergence {
    const made = new ReferenceDivergence(`${this.owner}.${role}`, this.network, reference);
    this.divergences.push(made);
    return made;
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
    const supervised = equally(batch);
    const scale = strength / Math.max(1, weightSum(supervised));
    return divergence.addTo(supervised, { slot: this.slot, scale, reverse, temperature });
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

  /**
   * Adds the mean over `items` of |gradient of the squared norm of one item's centred logits| to `total`; between steps
   * only. Resolves to false when `stop` cut it short. Every supervised position counts once.
   */
  async outputSensitivity(
    total: FlatVector,
    items: readonly Item[],
    stop?: () => boolean,
  ): Promise<boolean> {
    for (const item of items) {
      const batch = equally(makeBatch([item]));
      if (weightSum(batch) === 0) continue;
      this.boundarySequences++;
      const invocation = this.logitGradients.addSensitivity(total, batch, 1 / items.length);
      if (!(await this.network.device.submit([invocation], stop))) return false;
    }
    return true;
  }

  /** Counts sequences that a step passed forward and backward other than by these verbs; a forward pass is a third. */
  spend(sequences: number): void {
    this.sequences += sequences;
  }

  /** Runs programs between steps. */
  async run(...programs: readonly Program[]): Promise<void> {
    await this.network.device.submit(programs.map((program) => ({ program })));
  }

  /** A copy of a vector's elements. */
  read(vector: FlatVector): Promise<Float32Array> {
    return this.network.snapshot(vector);
  }

  write(vector: FlatVector, values: Float32Array): void {
    this.network.device.write(vector.buffer, values);
  }

  dispose(): void {
    for (const program of this.programs) program.dispose();
    this.logitGradients.dispose();
    for (const divergence of this.divergences) divergence.dispose();
    for (const { buffer } of this.vectors) buffer.destroy();
    for (const buffer of this.scalars) buffer.destroy();
  }
}
