// Activations, their gradients and batch slots: one buffer each, sized once, shared by all learners of a model shape.

import type { ModelShape } from '../../core/experiment.ts';
import type { Device, DeviceBuffer } from '../device.ts';
import { rotaryTable } from '../kernels/attention.ts';
import { ACTIVITY_CHUNK } from '../kernels/units.ts';
import { packedWidth, upWidth } from './shape.ts';

/** Final states that a probe takes away. */
export const PROBED_STATES = 256;

/** What backward needs of one layer's forward pass. */
export interface LayerActivations {
  /** Residual stream before the layer. */
  readonly input: DeviceBuffer;
  readonly attentionNormed: DeviceBuffer;
  readonly attentionInverseRms: DeviceBuffer;
  readonly qkv: DeviceBuffer;
  readonly attended: DeviceBuffer;
  readonly logSumExp: DeviceBuffer;
  /** Residual stream between attention and MLP. */
  readonly middle: DeviceBuffer;
  readonly mlpNormed: DeviceBuffer;
  readonly mlpInverseRms: DeviceBuffer;
  readonly up: DeviceBuffer;
  readonly hidden: DeviceBuffer;
}

/** Backward's scratch; every buffer is rewritten by each layer. */
export interface GradientActivations {
  /** The residual stream's gradient, alternating between two buffers. */
  readonly stream: readonly [DeviceBuffer, DeviceBuffer];
  readonly normed: DeviceBuffer;
  readonly qkv: DeviceBuffer;
  readonly attended: DeviceBuffer;
  readonly delta: DeviceBuffer;
  readonly up: DeviceBuffer;
  readonly hidden: DeviceBuffer;
  readonly logits: DeviceBuffer;
}

/** Batches in flight, `slots` of them side by side: one step uses one slot per backward pass. */
export interface BatchSlots {
  readonly tokens: DeviceBuffer;
  readonly targets: DeviceBuffer;
  readonly weights: DeviceBuffer;
  readonly tokenStarts: DeviceBuffer;
  readonly tokenRows: DeviceBuffer;
}

/** What a probe of the activations goes through; see probe.ts. */
export interface ProbeBuffers {
  /** One value a row. */
  readonly rowWeights: DeviceBuffer;
  /** Zeros, one a hidden unit. */
  readonly centres: DeviceBuffer;
  /** layers x chunks x hidden units. */
  readonly partials: DeviceBuffer;
  readonly positions: DeviceBuffer;
  /** PROBED_STATES x width. */
  readonly states: DeviceBuffer;
}

export interface Workspace {
  readonly shape: ModelShape;
  /** Rows (tokens) that a batch may have. */
  readonly maxRows: number;
  readonly maxSequences: number;
  /** Batches that may be in flight at once. */
  readonly slots: number;
  readonly layers: readonly LayerActivations[];
  /** Residual stream after the last layer, then normed. */
  readonly output: DeviceBuffer;
  readonly outputNormed: DeviceBuffer;
  readonly outputInverseRms: DeviceBuffer;
  readonly logits: DeviceBuffer;
  readonly losses: DeviceBuffer;
  readonly correct: DeviceBuffer;
  readonly scores: DeviceBuffer;
  readonly gradients: GradientActivations;
  readonly batch: BatchSlots;
  readonly probe: ProbeBuffers;
  readonly rotary: DeviceBuffer;
  readonly unused: DeviceBuffer;
  dispose(): void;
}

/** Makes a buffer of `elements` four-byte elements under this name. */
type Make = (name: string, elements: number) => DeviceBuffer;

function layerActivations(
  make: Make,
  shape: ModelShape,
  maxRows: number,
  l: number,
): LayerActivations {
  const of = (name: string, perRow: number) => make(`layers.${l}.${name}`, maxRows * perRow);
  const { width } = shape;
  return {
    input: of('input', width),
    attentionNormed: of('attentionNormed', width),
    attentionInverseRms: of('attentionInverseRms', 1),
    qkv: of('qkv', packedWidth(shape)),
    attended: of('attended', width),
    logSumExp: of('logSumExp', shape.heads),
    middle: of('middle', width),
    mlpNormed: of('mlpNormed', width),
    mlpInverseRms: of('mlpInverseRms', 1),
    up: of('up', upWidth(shape)),
    hidden: of('hidden', shape.feedForward),
  };
}

function gradientActivations(make: Make, shape: ModelShape, maxRows: number): GradientActivations {
  const of = (name: string, perRow: number) => make(`gradients.${name}`, maxRows * perRow);
  const { width } = shape;
  return {
    stream: [of('stream0', width), of('stream1', width)],
    normed: of('normed', width),
    qkv: of('qkv', packedWidth(shape)),
    attended: of('attended', width),
    delta: of('delta', shape.heads),
    up: of('up', upWidth(shape)),
    hidden: of('hidden', shape.feedForward),
    logits: of('logits', shape.vocabulary),
  };
}

function batchSlots(make: Make, shape: ModelShape, maxRows: number, slots: number): BatchSlots {
  return {
    tokens: make('batch.tokens', slots * maxRows),
    targets: make('batch.targets', slots * maxRows),
    weights: make('batch.weights', slots * maxRows),
    tokenStarts: make('batch.tokenStarts', slots * (shape.vocabulary + 1)),
    tokenRows: make('batch.tokenRows', slots * maxRows),
  };
}

function probeBuffers(make: Make, shape: ModelShape, maxRows: number): ProbeBuffers {
  const { layers, feedForward, width } = shape;
  return {
    rowWeights: make('probe.rowWeights', maxRows),
    centres: make('probe.centres', feedForward),
    partials: make('probe.partials', layers * Math.ceil(maxRows / ACTIVITY_CHUNK) * feedForward),
    positions: make('probe.positions', PROBED_STATES),
    states: make('probe.states', PROBED_STATES * width),
  };
}

/** Allocates a workspace for batches of up to `maxRows` tokens in up to `maxSequences` sequences. */
export function createWorkspace(
  device: Device,
  shape: ModelShape,
  maxRows: number,
  maxSequences: number,
  slots = 2,
): Workspace {
  const made: DeviceBuffer[] = [];
  const make: Make = (name, elements) => {
    const created = device.buffer(`workspace.${name}`, 4 * elements);
    made.push(created);
    return created;
  };
  const { width, vocabulary, heads, context } = shape;
  const rows = (name: string, perRow: number) => make(name, maxRows * perRow);
  const rotary = make('rotary', context * (width / heads));
  device.write(rotary, rotaryTable(context, width / heads, shape.rotaryBase));
  return {
    shape,
    maxRows,
    maxSequences,
    slots,
    layers: Array.from({ length: shape.layers }, (_, l) =>
      layerActivations(make, shape, maxRows, l),
    ),
    output: rows('output', width),
    outputNormed: rows('outputNormed', width),
    outputInverseRms: rows('outputInverseRms', 1),
    logits: rows('logits', vocabulary),
    losses: rows('losses', 1),
    correct: rows('correct', 1),
    scores: make('scores', 2 * maxSequences),
    gradients: gradientActivations(make, shape, maxRows),
    batch: batchSlots(make, shape, maxRows, slots),
    probe: probeBuffers(make, shape, maxRows),
    rotary,
    unused: make('unused', 4),
    dispose: () => made.forEach((b) => b.destroy()),
  };
}
