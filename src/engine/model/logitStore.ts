// Logits of examples as a network gave them at some time, kept on the device, and the squared error of its present ones to
// them. A place of the store holds a fixed number of rows, one for each token of an answer.

import { AppError } from '../../core/errors.ts';
import type { Batch } from '../batch.ts';
import type { DeviceBuffer, Invocation } from '../device.ts';
import { logitError, moveRows } from '../ops/logits.ts';
import { type Recorder, dynamic } from '../recorder.ts';
import type { Network } from './network.ts';
import { passOf, recordBackwardInto } from './networkPrograms.ts';
import { ProgramCache } from './programCache.ts';
import { type Pass, recordForward } from './transformer.ts';

export interface LogitStoreSize {
  /** Places. */
  readonly capacity: number;
  /** Supervised tokens of an example whose logits a place holds; the first ones of it. */
  readonly rowsPerPlace: number;
}

export class LogitStore {
  /** Rows of logits that there is room for. */
  readonly rows: number;
  private readonly network: Network;
  private readonly rowsPerPlace: number;
  private readonly stored: DeviceBuffer;
  /** What the stored logits of a batch are lined up in: rows x vocabulary. */
  private readonly target: DeviceBuffer;
  private readonly batchRows: DeviceBuffer;
  private readonly storeRows: DeviceBuffer;
  private readonly compared: DeviceBuffer;
  private readonly programs: ProgramCache;

  constructor(owner: string, network: Network, { capacity, rowsPerPlace }: LogitStoreSize) {
    const { device, workspace } = network;
    const { vocabulary } = workspace.shape;
    this.network = network;
    this.rowsPerPlace = rowsPerPlace;
    this.rows = capacity * rowsPerPlace;
    const make = (name: string, elements: number) =>
      device.buffer(`${owner}.${name}`, 4 * Math.max(4, elements));
    this.stored = make('stored', this.rows * vocabulary);
    this.target = make('target', workspace.maxRows * vocabulary);
    this.batchRows = make('batchRows', workspace.maxRows);
    this.storeRows = make('storeRows', workspace.maxRows);
    this.compared = make('compared', workspace.maxRows);
    this.programs = new ProgramCache(device, owner);
  }

  /**
   * Pairs of the batch's rows and the store's, for the sequences that have a place (null: none), in two lists on the
   * device; returns their number.
   */
  private pair(batch: Batch, places: readonly (number | null)[]): number {
    const { device } = this.network;
    const batchRows: number[] = [];
    const storeRows: number[] = [];
    const compared = new Float32Array(batch.rows * batch.length);
    places.forEach((place, s) => {
      if (place === null) return;
      const positions = Array.from({ length: batch.length }, (_, t) => s * batch.length + t)
        .filter((row) => batch.weights[row] !== 0)
        .slice(0, this.rowsPerPlace);
      positions.forEach((row, i) => {
        batchRows.push(row);
        storeRows.push(place * this.rowsPerPlace + i);
        compared[row] = 1;
      });
    });
    const beyond = storeRows.find((row) => row >= this.rows);
    if (beyond !== undefined) {
      throw new AppError('internal', `store: expected a row below ${this.rows}, got ${beyond}.`);
    }
    device.write(this.batchRows, Uint32Array.from(batchRows));
    device.write(this.storeRows, Uint32Array.from(storeRows));
    device.write(this.compared, compared);
    return batchRows.length;
  }

  /** Stores the present logits of the sequences that are given a place; between steps only. */
  keep(batch: Batch, places: readonly (number | null)[]): Invocation {
    this.network.upload(batch, 0);
    const count = this.pair(batch, places);
    const program = this.programs.get(`keep.${batch.rows}x${batch.length}`, (recorder) => {
      const pass = passOf(this.network, recorder, batch, 0);
      recordForward(pass);
      const { workspace } = pass;
      moveRows(pass.context, workspace.logits, this.stored, workspace.shape.vocabulary, {
        from: this.batchRows,
        to: this.storeRows,
        count: dynamic('count'),
        most: batch.rows * batch.length,
      });
    });
    return { program, values: { count } };
  }

  /**
   * Adds the gradient of `strength` times the mean squared error between the logits of the batch and those in its places,
   * over the vocabulary and the stored tokens. Not reported as loss. Once a step.
   */
  pullTowards(
    batch: Batch,
    places: readonly number[],
    { slot, strength }: { readonly slot: number; readonly strength: number },
  ): Invocation {
    this.network.upload(batch, slot);
    const count = this.pair(batch, places);
    const program = this.programs.get(
      `pull.${batch.rows}x${batch.length}.slot${slot}`,
      (recorder) => this.recordPull(recorder, passOf(this.network, recorder, batch, slot)),
    );
    return { program, values: { count, scale: strength / Math.max(1, count) } };
  }

  private recordPull(recorder: Recorder, pass: Pass): void {
    const { context, workspace, sequences } = pass;
    const width = workspace.shape.vocabulary;
    const rows = sequences.count * sequences.length;
    moveRows(context, this.stored, this.target, width, {
      from: this.storeRows,
      to: this.batchRows,
      count: dynamic('count'),
      most: rows,
    });
    recordForward(pass);
    logitError(
      context,
      { buffer: workspace.logits, rows, width },
      { storedLogits: this.target, weights: this.compared, losses: workspace.losses },
      0,
      dynamic('scale'),
      { buffer: workspace.gradients.logits, rows, width },
    );
    recordBackwardInto(this.network, pass, this.network.gradients);
  }

  dispose(): void {
    this.programs.dispose();
    const { stored, target, batchRows, storeRows, compared } = this;
    for (const buffer of [stored, target, batchRows, storeRows, compared]) buffer.destroy();
  }
}
