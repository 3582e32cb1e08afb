// What a method may measure between steps: gradients of single examples and the inputs of every layer. Counts the sequences
// that it passes; all of it leaves the gradients overwritten. The part of modelVerbs.ts that works at boundaries.

import type { Rng } from '../core/rng.ts';
import { type Batch, weightSum } from '../engine/batch.ts';
import type { FlatVector } from '../engine/flatVector.ts';
import { layerInputs } from '../engine/inputProjection.ts';
import { LogitGradients } from '../engine/model/logitGradients.ts';
import type { Network } from '../engine/model/network.ts';
import { type Pieces, inTurns } from '../engine/turns.ts';
import { makeBatch } from './batching.ts';
import type { Item } from './example.ts';
import { FORWARD_PASS, type LabelSource } from './verbTypes.ts';

/** The batch with a weight of 1 at every supervised position. */
export function equally(batch: Batch): Batch {
  return { ...batch, weights: batch.weights.map((w) => (w === 0 ? 0 : 1)) };
}

/** Energy <- energy + sum of x x' over the rows x of its width, for each of them; a row is a piece. */
function* addOuterProducts(
  energies: readonly Float64Array[],
  inputs: readonly Float32Array[],
  widths: readonly number[],
): Pieces<true> {
  for (const [n, energy] of energies.entries()) {
    const [rows, width] = [inputs[n]!, widths[n]!];
    for (let at = 0; at < rows.length; at += width) {
      for (let i = 0; i < width; i++) {
        const x = rows[at + i]!;
        for (let j = 0; j < width; j++) energy[i * width + j]! += x * rows[at + j]!;
      }
      yield;
    }
  }
  return true;
}

export class BoundaryVerbs {
  protected readonly network: Network;
  /** Single sequences passed forward and backward. */
  private fullPasses = 0;
  /** Single sequences passed forward only. */
  private forwardPasses = 0;
  private readonly logitGradients: LogitGradients;

  constructor(network: Network, owner: string) {
    this.network = network;
    this.logitGradients = new LogitGradients(`${owner}.logits`, network);
  }

  /** Sequences passed forward and backward so far; a forward pass is a third. */
  protected get boundarySequences(): number {
    return this.fullPasses + this.forwardPasses * FORWARD_PASS;
  }

  /** Counts single sequences that were passed forward at a boundary other than by these verbs. */
  spendForward(sequences: number): void {
    this.forwardPasses += sequences;
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
      this.fullPasses += draws;
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
      this.fullPasses++;
      const invocation = this.logitGradients.addSensitivity(total, batch, 1 / items.length);
      if (!(await this.network.device.submit([invocation], stop))) return false;
    }
    return true;
  }

  /**
   * The gradients <- gradient of the logit of one answer token of the item, drawn by `rng`; between steps only. Resolves to
   * false when `stop` cut it short, zeros for an item without supervised tokens.
   */
  async targetLogitGradient(item: Item, rng: Rng, stop?: () => boolean): Promise<boolean> {
    const batch = makeBatch([item]);
    const supervised = [...batch.weights.keys()].filter((i) => batch.weights[i] !== 0);
    const weights = new Float32Array(batch.weights.length);
    if (supervised.length > 0) weights[rng.pick(supervised)] = 1;
    this.fullPasses++;
    const invocation = this.logitGradients.ofTargetLogits({ ...batch, weights });
    return this.network.device.submit([invocation], stop);
  }

  /**
   * Adds the sum of x x' over the inputs x of every weight matrix, at all positions of the items, to its energy; between
   * steps only. Resolves to false when `stop` cut it short.
   */
  async addInputEnergies(
    energies: readonly Float64Array[],
    items: readonly Item[],
    stop?: () => boolean,
  ): Promise<boolean> {
    const inputs = layerInputs(this.network.workspace);
    const widths = energies.map((energy) => Math.sqrt(energy.length));
    for (const item of items) {
      if (stop?.()) return false;
      this.forwardPasses++;
      const batch = makeBatch([item]);
      await this.network.logits(batch);
      const read = await this.network.device.read(
        inputs.map((buffer, i) => ({ buffer, bytes: 4 * batch.length * widths[i]! })),
      );
      const rows = read.map((bytes) => new Float32Array(bytes));
      if (!(await inTurns(addOuterProducts(energies, rows, widths), stop))) return false;
    }
    return true;
  }

  dispose(): void {
    this.logitGradients.dispose();
  }
}
