// Activations, their gradients and batch slots: one buffer each, sized once, shared by all learners of a model shape.

import type { ModelShape } from '../../core/experiment.ts';
import type { Device, DeviceBuffer } from '../device.ts';
import { rotaryTable } from '../kernels/attention.ts';
import { packedWidth, upWidth } from './shape.ts';

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

export interface BatchSlots {
  readonly tokens: DeviceBuffer;
  readonly targets: DeviceBuffer;
  readonly weights: DeviceBuffer;
  readonly tokenStarts: DeviceBuffer;
  readonly tokenRows: DeviceBuffer;
}

export interface Workspace {
  readonly shape: ModelShape;
  /** Rows (tokens) that a batch may have. */
  readonly maxRows: number;
  readonly maxSequences: number;
  /** Batches that may be in flight at once; one step uses one slot per backward pass. */
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
  readonly rotary: DeviceBuffer;
  readonly unused: DeviceBuffer;
  dispose(): void;
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
  const buffer = (name: string, elements: number): DeviceBuffer => {
    const created = device.buffer(`workspace.${name}`, 4 * elements);
    made.push(created);
    return created;
  };
  const { width, feedForward, vocabulary, heads } = shape;
  const packed = packedWidth(shape);
  const layers = Array.from({ length: shape.layers }, (_, l): LayerActivations => {
    const of = (name: string, perRow: number) => buffer(`layers.${l}.${name}`, maxRows * perRow);
    return {
      input: of('input', width),
      attentionNormed: of('attentionNormed', width),
      attentionInverseRms: of('attentionInverseRms', 1),
      qkv: of('qkv', packed),
      attended: of('attended', width),
      logSumExp: of('logSumExp', heads),
      middle: of('middle', width),
      mlpNormed: of('mlpNormed', width),
      mlpInverseRms: of('mlpInverseRms', 1),
      up: of('up', upWidth(shape)),
      hidden: of('hidden', feedForward),
    };
  });
  const rows = (name: string, perRow: number) => buffer(name, maxRows * perRow);
  const rotary = buffer('rotary', shape.context * (width / heads));
  device.write(rotary, rotaryTable(shape.context, width / heads, shape.rotaryBase));
  return {
    shape,
    maxRows,
    maxSequences,
    slots,
    layers,
    output: rows('output', width),
    outputNormed: rows('outputNormed', width),
    outputInverseRms: rows('outputInverseRms', 1),
    logits: rows('logits', vocabulary),
    losses: rows('losses', 1),
    correct: rows('correct', 1),
    scores: buffer('scores', 2 * maxSequences),
    gradients: {
      stream: [rows('gradients.stream0', width), rows('gradients.stream1', width)],
      normed: rows('gradients.normed', width),
      qkv: rows('gradients.qkv', packed),
      attended: rows('gradients.attended', width),
      delta: rows('gradients.delta', heads),
      up: rows('gradients.up', upWidth(shape)),
      hidden: rows('gradients.hidden', feedForward),
      logits: rows('gradients.logits', vocabulary),
    },
    batch: {
      tokens: buffer('batch.tokens', slots * maxRows),
      targets: buffer('batch.targets', slots * maxRows),
      weights: buffer('batch.weights', slots * maxRows),
      tokenStarts: buffer('batch.tokenStarts', slots * (vocabulary + 1)),
      tokenRows: buffer('batch.tokenRows', slots * maxRows),
    },
    rotary,
    unused: buffer('unused', 4),
    dispose: () => made.forEach((b) => b.destroy()),
  };
}
