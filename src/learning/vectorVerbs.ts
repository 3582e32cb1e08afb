// What one plug-in may hold of its learner's model and compute with: whole-model vectors, orthonormal bases, projections, and
// recorded arithmetic on them. The part of modelVerbs.ts that passes no example.

import { AppError } from '../core/errors.ts';
import { type Basis, mostBasisRows, newBasis } from '../engine/basis.ts';
import { projectConflict } from '../engine/consolidation.ts';
import type { DeviceBuffer, Invocation, Program } from '../engine/device.ts';
import { type FlatVector, newVector } from '../engine/flatVector.ts';
import type { Settlement } from '../engine/gradientMemories.ts';
import {
  type InputProjection,
  projectInputs,
  projectionElements,
  weightMatrices,
} from '../engine/inputProjection.ts';
import { initialParameters } from '../engine/model/init.ts';
import type { Network } from '../engine/model/network.ts';
import { Recorder } from '../engine/recorder.ts';
import { BoundaryVerbs } from './boundaryVerbs.ts';

export class VectorVerbs extends BoundaryVerbs {
  readonly parameters: FlatVector;
  readonly gradients: FlatVector;
  protected readonly owner: string;
  private readonly vectors: FlatVector[] = [];
  private readonly bases: Basis[] = [];
  private readonly scalars: DeviceBuffer[] = [];
  private readonly programs: Program[] = [];
  /** Whole-model vectors held on the host. */
  private heldOnHost = 0;
  /** Elements of layer-wise matrices held. */
  private matrixElements = 0;

  constructor(network: Network, owner: string) {
    super(network, owner);
    this.owner = owner;
    this.parameters = network.parameters;
    this.gradients = network.gradients;
  }

  /** Whole-model vectors held; rows of bases and layer-wise matrices count by their size. */
  protected get vectorsHeld(): number {
    const rows = this.bases.reduce((sum, { capacity }) => sum + capacity, 0);
    const matrices = this.matrixElements / this.parameters.layout.parameters;
    return this.vectors.length + this.heldOnHost + rows + matrices;
  }

  /** A zero vector as long as the model, held until the learner ends. */
  vector(role: string): FlatVector {
    const vector = newVector(this.network.device, `${this.owner}.${role}`, this.parameters.layout);
    this.vectors.push(vector);
    return vector;
  }

  /** Counts a copy of the whole model that is kept on the host until the learner ends, and returns it. */
  hold(values: Float32Array): Float32Array {
    this.heldOnHost++;
    return values;
  }

  /** Room for `capacity` orthonormal vectors, held until the learner ends (engine/basis.ts). */
  basis(role: string, capacity: number): Basis {
    const { layout } = this.parameters;
    const most = mostBasisRows(layout);
    if (capacity > most) {
      // A plug-in says so itself when it is described (`problem`).
      const message = `${this.owner}: expected at most ${most} vectors of this model in one block, got ${capacity}.`;
      throw new AppError('internal', message);
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

  /** Random weights such as a model of this shape starts from. */
  freshWeights(seed: number): Float32Array {
    return initialParameters(this.network.workspace.shape, seed);
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
    for (const { buffer } of this.vectors) buffer.destroy();
    for (const buffer of this.scalars) buffer.destroy();
  }
}
