// Continual backpropagation (Dohare et al. 2024, Nature 632; arXiv 2306.13812): keeps a running utility of every hidden unit of
// the MLPs and replaces a small fraction of those of least use. Recorded once; all decisions are taken on the device.
//
// A unit of an MLP with one matrix up (GELU, ReLU) has a row of it as its incoming weights; a gated one (SwiGLU), of which the
// paper says nothing, has its row of the gate and its row of the up half.

import { type Batch, weightsOfRows } from '../batch.ts';
import type { DeviceBuffer, Invocation, Program } from '../device.ts';
import { type FlatVector, rangeOf } from '../flatVector.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import {
  ACTIVITY_CHUNK,
  unit_activity,
  unit_centre,
  unit_choose,
  unit_reset,
  unit_utility,
} from '../kernels/units.ts';
import { Recorder, dynamic } from '../recorder.ts';
import { inputDeviation } from './init.ts';
import type { Network } from './network.ts';
import { upWidth } from './shape.ts';

export interface RenewalOptions {
  /** Fraction of the mature units of a layer that is replaced each step. */
  readonly rate: number;
  /** Steps that a unit must be older than to be replaced. */
  readonly maturity: number;
  /** Memory of the running utility and mean activation, 0 to below 1. */
  readonly decay: number;
  /** |h - mean| mean|w_out| / mean|w_in|; false: |h| mean|w_out|. */
  readonly adaptable: boolean;
  readonly seed: number;
}

/** One value for every hidden unit, layers x units, but for `waiting` (a layer each), `partials` and `rowWeights`. */
type Figure =
  | 'centres'
  | 'means'
  | 'utilities'
  | 'corrected'
  | 'ages'
  | 'chosen'
  | 'waiting'
  | 'partials'
  | 'rowWeights';

export class UnitRenewal {
  private readonly network: Network;
  private readonly options: RenewalOptions;
  private readonly chunks: number;
  private readonly figures: Readonly<Record<Figure, DeviceBuffer>>;
  private readonly watching: Program;
  private readonly renewing: Program;
  /** Whether the present step's activity was taken in. */
  private watched = false;

  constructor(owner: string, network: Network, options: RenewalOptions) {
    const { device, workspace } = network;
    const { layers, feedForward } = workspace.shape;
    const make = (name: Figure, elements: number) =>
      device.buffer(`${owner}.${name}`, 4 * elements);
    const units = (name: Figure) => make(name, layers * feedForward);
    this.network = network;
    this.options = options;
    this.chunks = Math.ceil(workspace.maxRows / ACTIVITY_CHUNK);
    this.figures = {
      centres: units('centres'),
      means: units('means'),
      utilities: units('utilities'),
      corrected: units('corrected'),
      ages: units('ages'),
      chosen: units('chosen'),
      waiting: make('waiting', layers),
      partials: make('partials', layers * this.chunks * feedForward),
      rowWeights: make('rowWeights', workspace.maxRows),
    };
    const record = (name: string, body: (recorder: Recorder) => void) => {
      const recorder = new Recorder();
      body(recorder);
      return device.program(`${owner}.${name}`, recorder.commands);
    };
    this.watching = record('watch', (r) => this.recordWatch(r));
    this.renewing = record('renew', (r) => this.recordRenew(r));
  }

  /** Every unit's utility, corrected for its start at 0, and its age in steps; layers x units. Between steps only. */
  async read(): Promise<{ utilities: Float32Array; ages: Float32Array }> {
    const { corrected, ages } = this.figures;
    const [first, second] = await this.network.device.read([
      { buffer: corrected },
      { buffer: ages },
    ]);
    return { utilities: new Float32Array(first!), ages: new Float32Array(second!) };
  }

  /** Takes in the activity of the units on a batch that was just passed through the workspace. */
  watch(batch: Batch): Invocation[] {
    const weights = weightsOfRows(batch);
    this.watched = weights !== null;
    if (!weights) return [];
    this.network.device.write(this.figures.rowWeights, weights);
    return [{ program: this.watching, values: { rows: weights.length } }];
  }

  /** After the optimizer: ages all units by a step and replaces some. A step without a supervised position is none here. */
  renew(step: number): Invocation[] {
    return this.watched ? [{ program: this.renewing, values: { unit_step: step } }] : [];
  }

  /** Where a layer's units and weights are. */
  private placesOf(layer: number) {
    const { shape } = this.network.workspace;
    const { layout } = this.network.parameters;
    const units = shape.feedForward;
    return {
      sums: {
        units,
        chunks: this.chunks,
        unit_offset: layer * units,
        partials_offset: layer * this.chunks * units,
      },
      weights: {
        units,
        width: shape.width,
        inputs: upWidth(shape) / units,
        unit_offset: layer * units,
        up_offset: rangeOf(layout, `layers.${layer}.mlpUp`).offset,
        down_offset: rangeOf(layout, `layers.${layer}.mlpDown`).offset,
      },
    };
  }

  /** Dynamic param: rows. */
  private recordWatch(recorder: Recorder): void {
    const { workspace } = this.network;
    const { centres, means, ages, partials, rowWeights } = this.figures;
    const { decay, adaptable } = this.options;
    workspace.layers.forEach(({ hidden }, layer) => {
      const { sums } = this.placesOf(layer);
      const elements = sums.units * this.chunks;
      const sum = (absolute: 0 | 1) =>
        recorder.dispatch(
          unit_activity,
          { hidden, row_weights: rowWeights, centres, partials },
          { ...sums, rows: dynamic('rows'), chunk: ACTIVITY_CHUNK, absolute },
          threadGrid(elements),
          3 * elements * ACTIVITY_CHUNK,
        );
      // Without a mean to compare with, the centres stay 0.
      if (adaptable) {
        sum(0);
        const buffers = { partials, ages, means, centres };
        recorder.dispatch(
          unit_centre,
          buffers,
          { ...sums, decay },
          threadGrid(sums.units),
          elements,
        );
      }
      sum(1);
    });
  }

  /** Dynamic param: unit_step. */
  private recordRenew(recorder: Recorder): void {
    const { parameters, optimizer, workspace } = this.network;
    const { layers, feedForward, width } = workspace.shape;
    const { utilities, corrected, ages, means, chosen, waiting, partials } = this.figures;
    const { rate, maturity, decay, adaptable } = this.options;
    for (let layer = 0; layer < layers; layer++) {
      const { sums, weights } = this.placesOf(layer);
      recorder.dispatch(
        unit_utility,
        { partials, parameters: parameters.buffer, utilities, ages, corrected },
        { ...sums, ...weights, decay, adaptable: adaptable ? 1 : 0 },
        threadGrid(feedForward),
        3 * feedForward * width,
      );
    }
    recorder.dispatch(
      unit_choose,
      { corrected, utilities, means, ages, waiting, chosen },
      { layers, units: feedForward, rate, maturity },
      threadGrid(layers),
      2 * layers * feedForward,
    );
    const targets: [FlatVector, number][] = [
      [parameters, inputDeviation(width)],
      ...optimizer.slots.map((slot): [FlatVector, number] => [slot, 0]),
    ];
    for (const [target, deviation] of targets) {
      for (let layer = 0; layer < layers; layer++)
        this.recordReset(recorder, layer, target, deviation);
    }
  }

  /** The chosen units' part of a vector <- new weights, or zeros where the deviation is 0. */
  private recordReset(
    recorder: Recorder,
    layer: number,
    { buffer }: FlatVector,
    deviation: number,
  ): void {
    const { weights } = this.placesOf(layer);
    const { units, width } = weights;
    recorder.dispatch(
      unit_reset,
      { chosen: this.figures.chosen, destination: buffer },
      { ...weights, deviation, seed: this.options.seed, step: dynamic('unit_step') },
      threadGrid(units * width),
      units * width,
    );
  }

  dispose(): void {
    this.watching.dispose();
    this.renewing.dispose();
    for (const buffer of Object.values(this.figures)) buffer.destroy();
  }
}
