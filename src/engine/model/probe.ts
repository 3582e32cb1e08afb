// What a model's hidden units and final states are on a fixed sample of tokens, for figures of its plasticity: the mean activity
// of every unit is summed on the device, and some of the final states are gathered, so that little is read back.

import { type Batch, weightsOfRows } from '../batch.ts';
import type { Device } from '../device.ts';
import { append_keys } from '../kernels/memory.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import { ACTIVITY_CHUNK, unit_activity } from '../kernels/units.ts';
import { type Pass, recordForward } from './transformer.ts';
import { PROBED_STATES, type Workspace } from './workspace.ts';

export interface ProbeSample {
  readonly batch: Batch;
  /** 1 / n at the n positions that are looked at, 0 elsewhere. */
  readonly rowWeights: Float32Array;
  /** Of these, the ones whose final states are taken, evenly spaced, at most PROBED_STATES. */
  readonly positions: Uint32Array;
}

export interface ProbeFigures {
  /** For every layer, the mean of |activation| of each hidden unit of its MLP. */
  readonly activity: readonly Float64Array[];
  /** Final states after the last norm, which the output matrix reads: positions x width. */
  readonly states: Float32Array;
}

/** The sample that a batch makes; null where nothing in it is supervised. */
export function probeSample(batch: Batch): ProbeSample | null {
  const rowWeights = weightsOfRows(batch);
  if (!rowWeights) return null;
  const counted = [...rowWeights.keys()].filter((row) => rowWeights[row] !== 0);
  const length = Math.min(PROBED_STATES, counted.length);
  const positions = Uint32Array.from(
    { length },
    (_, i) => counted[Math.floor((i * counted.length) / length)]!,
  );
  return { batch, rowWeights, positions };
}

const chunksOf = ({ rows, length }: Batch): number => Math.ceil((rows * length) / ACTIVITY_CHUNK);

/** Hands a sample to the device; returns what reads the figures once `recordProbe`'s program was submitted. */
export function startProbe(
  { probe, shape }: Workspace,
  device: Device,
  { batch, rowWeights, positions }: ProbeSample,
): () => Promise<ProbeFigures> {
  const { layers, feedForward: units, width } = shape;
  const chunks = chunksOf(batch);
  device.write(probe.rowWeights, rowWeights);
  device.write(probe.positions, positions);
  return async () => {
    const [sums, states] = await device.read([
      { buffer: probe.partials, bytes: 4 * layers * chunks * units },
      { buffer: probe.states, bytes: 4 * positions.length * width },
    ]);
    const partials = new Float32Array(sums!);
    const activity = Array.from({ length: layers }, (_, layer) => {
      const total = new Float64Array(units);
      const own = partials.subarray(layer * chunks * units, (layer + 1) * chunks * units);
      own.forEach((part, i) => (total[i % units]! += part));
      return total;
    });
    return { activity, states: new Float32Array(states!) };
  };
}

/** Records a forward pass and what is taken of it, with `count` final states. */
export function recordProbe(pass: Pass, count: number): void {
  const { workspace, sequences, context } = pass;
  const { recorder } = context;
  const { rowWeights, centres, partials, positions, states } = workspace.probe;
  const { feedForward: units, width } = workspace.shape;
  const rows = sequences.count * sequences.length;
  const chunks = Math.ceil(rows / ACTIVITY_CHUNK);
  recordForward(pass);
  workspace.layers.forEach(({ hidden }, layer) => {
    const places = { unit_offset: 0, partials_offset: layer * chunks * units };
    recorder.dispatch(
      unit_activity,
      { hidden, row_weights: rowWeights, centres, partials },
      { rows, units, chunks, chunk: ACTIVITY_CHUNK, ...places, absolute: 1 },
      threadGrid(chunks * units),
      3 * rows * units,
    );
  });
  recorder.dispatch(
    append_keys,
    { hidden: workspace.outputNormed, positions, keys: states },
    { count, width, first: 0 },
    threadGrid((count * width) / 4),
    count * width,
  );
}
