// What one method may do with its learner's model: hold vectors, run recorded vector arithmetic, and take gradients. All
// that it allocates is counted against its declared cost and freed with the learner.

import { AppError } from '../core/errors.ts';
import { type Batch, weightSum } from '../engine/batch.ts';
import { type Basis, MOST_BASIS_BYTES, newBasis } from '../engine/basis.ts';
import { projectConflict } from '../engine/consolidation.ts';
import type { DeviceBuffer, Invocation, Program } from '../engine/device.ts';
import { type FlatVector, newVector } from '../engine/flatVector.ts';
import type { Settlement } from '../engine/gradientMemories.ts';
import { ReferenceDivergence } from '../engine/model/divergence.ts';
import {
  type InputProjection,
  projectInputs,
  projectionElements,
  weightMatrices,
} from '../engine/inputProjection.ts';
import { type NeighbourOptions, NeighbourMemory } from '../engine/model/neighbourMemory.ts';
import type { Network } from '../engine/model/network.ts';
import { Recorder } from '../engine/recorder.ts';
import { makeBatch } from './batching.ts';
import { BoundaryVerbs, equally } from './boundaryVerbs.ts';
import type { Item } from './example.ts';

/** What was done so far, in the terms of a declared cost. */
export interface VerbCounts {
  /** Whole-model vectors held. */
  readonly vectors: number;
  /** Sequences passed forward and backward within steps. */
  readonly sequences: number;
  /** Single sequences passed forward and backward at boundaries. */
  readonly boundarySequences: number;
  /** Hidden states stored. */
  readonly storedStates: number;
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

export class ModelVerbs extends BoundaryVerbs {
  readonly parameters: FlatVector;
  readonly gradients: FlatVector;
  private readonly owner: string;
  private readonly slot: number;
  private readonly vectors: FlatVector[] = [];
  private readonly scalars: DeviceBuffer[] = [];
  private readonly programs: Program[] = [];
  private readonly divergences: ReferenceDivergence[] = [];
  private readonly bases: Basis[] = [];
  /** Elements of layer-wise matrices held. */
  private matrixElements = 0;
  private readonly memories: NeighbourMemory[] = [];
  private sequences = 0;

  /** `slot`: the first batch slot of the workspace that is this method's own within a step. */
  constructor(network: Network, owner: string, slot: number) {
    super(network, owner);
    this.owner = owner;
    this.slot = slot;
    this.parameters = network.parameters;
    this.gradients = network.gradients;
  }

  get counts(): VerbCounts {
    const storedStates = this.memories.reduce((sum, memory) => sum + memory.count, 0);
    const rows = this.bases.reduce((sum, { capacity }) => sum + capacity, 0);
    const matrices = this.matrixElements / this.parameters.layout.parameters;
    return {
      vectors: this.vectors.length + rows + matrices,
      sequences: this.sequences,
      boundarySequences: this.boundarySequences,
      storedStates,
    };
  }

  /** A zero vector as long as the model, held until the learner ends. */
  vector(role: string): FlatVector {
    const vector = newVector(this.network.device, `${this.owner}.${role}`, this.parameters.layout);
    this.vectors.push(vector);
    return vector;
  }

  /** Room for `capacity` orthonormal vectors, held until the learner ends (engine/basis.ts). */
  basis(role: string, capacity: number): Basis {
    const { layout } = this.parameters;
    const most = Math.floor(MOST_BASIS_BYTES / (4 * layout.length));
    if (capacity > most) {
      const message = `${this.owner}: expected at most ${most} vectors of this model in one block, got ${capacity}.`;
      throw new AppError('bad-config', message, 'Take fewer, or a smaller base.');
    }
    const basis = newBasis(this.network.device, `${this.owner}.${role}`, layout, capacity);
    this.bases.push(basis);
    return basis;
  }

  /**
   * Projections onto the input space of every weight matrix, zeros at first (engine/inputProjection.ts). `set` takes the
   * projection of one matrix, `record` makes the program that takes a change's part on the spaces out of a target.
   */
  inputProjection(role: string, mask: FlatVector) {
    const { device, workspace } = this.network;
    const matrices = weightMatrices(workspace.shape, this.parameters.layout);
    const elements = projectionElements(matrices);
    const negatives = device.buffer(`${this.owner}.${role}`, 4 * elements);
    this.scalars.push(negatives);
    this.matrixElements += elements;
    const { variant } = device.adapter;
    return {
      matrices,
      set: (index: number, projection: Float64Array) => {
        const values = Float32Array.from(projection, (x) => -x);
        device.write(negatives, values, 4 * matrices[index]!.projectionOffset);
      },
      record: (name: string, places: Pick<InputProjection, 'change' | 'target'>) =>
        this.record(`${role}.${name}`, (r) =>
          projectInputs(r, { variant, matrices, negatives, mask, ...places }),
        ),
    };
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

  /** What gradient memories are settled through (engine/gradientMemories.ts). */
  settlement(role: string, memories: readonly FlatVector[]): Settlement {
    const { device, dotScratch } = this.network;
    const count = 1 + memories.length;
    const scalars = (name: string, elements: number) => {
      const buffer = device.buffer(`${this.owner}.${role}.${name}`, 4 * elements);
      this.scalars.push(buffer);
      return buffer;
    };
    const [gram, weights] = [scalars('gram', count * count), scalars('weights', count)];
    return { device, dotScratch, gram, weights, memories };
  }

  /**
   * Adds the gradient of the mean loss on `items` to `target`; for use within a step. Every call of a step needs a lane
   * of its own: one of the batch slots that the plug-in asks for.
   */
  gradientInto(target: FlatVector, items: readonly Item[], lane = 0): Invocation {
    this.sequences += items.length;
    return this.network.gradientInto(target, makeBatch(items), this.slot + lane);
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

  /** A store of hidden states, whose neighbours' say a method mixes into the logits at evaluation. */
  neighbours(role: string, options: NeighbourOptions): NeighbourMemory {
    const made = new NeighbourMemory(`${this.owner}.${role}`, this.network, options);
    this.memories.push(made);
    return made;
  }

  /** Stores the states of the supervised positions of a batch, by a forward pass; between steps only. */
  async remember(memory: NeighbourMemory, batch: Batch): Promise<void> {
    this.sequences += batch.rows / 3;
    await this.network.device.submit([memory.append(batch)]);
  }

  /** Counts sequences that a step passed forward and backward other than by these verbs; a forward pass is a third. */
  spend(sequences: number): void {
    this.sequences += sequences;
  }

  /** Runs programs between steps. */
  async run(...programs: readonly Program[]): Promise<void> {
    await this.submit(programs.map((program) => ({ program })));
  }

  /** Runs invocations between steps. */
  async submit(invocations: readonly Invocation[]): Promise<void> {
    await this.network.device.submit(invocations);
  }

  /** A copy of a vector's elements. */
  read(vector: FlatVector): Promise<Float32Array> {
    return this.network.snapshot(vector);
  }

  write(vector: FlatVector, values: Float32Array): void {
    this.network.device.write(vector.buffer, values);
  }

  writeRow(basis: Basis, row: number, values: Float32Array): void {
    this.network.device.write(basis.buffer, values, 4 * row * basis.layout.length);
  }

  override dispose(): void {
    super.dispose();
    for (const program of this.programs) program.dispose();
    for (const basis of this.bases) basis.dispose();
    for (const divergence of this.divergences) divergence.dispose();
    for (const memory of this.memories) memory.dispose();
    for (const { buffer } of this.vectors) buffer.destroy();
    for (const buffer of this.scalars) buffer.destroy();
  }
}
