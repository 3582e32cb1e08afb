// What a network records once and submits many times: loss with gradient, scoring, and the update with its norm.

import type { Batch } from '../batch.ts';
import type { Device, DeviceBuffer } from '../device.ts';
import { type FlatVector, addSquares, dot, sumInto } from '../flatVector.ts';
import { sumPartialsGrid, sum_partials } from '../kernels/reduction.ts';
import { sample_targets } from '../kernels/sampling.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import { confidenceScale, crossEntropy, scoreSequences } from '../ops/crossEntropy.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { type Recorder, dynamic } from '../recorder.ts';
import { type Pass, recordBackward, recordForward } from './transformer.ts';
import type { Workspace } from './workspace.ts';

/** The buffers of one network that its programs bind. */
export interface NetworkBuffers {
  readonly device: Device;
  readonly workspace: Workspace;
  readonly parameters: FlatVector;
  readonly gradients: FlatVector;
  /** Loss and squared gradient norm of recent steps, two elements a step. */
  readonly ring: DeviceBuffer;
  readonly dotScratch: DeviceBuffer;
  /** `splits` vectors of partial weight gradients; the gradients themselves where `splits` is 1. */
  readonly partials: DeviceBuffer;
  readonly splits: number;
}

/** A pass over batches of this shape in this slot. */
export function passOf(
  network: NetworkBuffers,
  recorder: Recorder,
  batch: Batch,
  slot: number,
): Pass {
  const { device, workspace, parameters } = network;
  return {
    context: { recorder, variant: device.adapter.variant, unused: workspace.unused },
    workspace,
    layout: parameters.layout,
    parameters: parameters.buffer,
    sequences: { count: batch.rows, length: batch.length },
    slot,
  };
}

function recordLoss(pass: Pass, withGradient: boolean): void {
  const { workspace, slot, sequences } = pass;
  const rows = sequences.count * sequences.length;
  const width = workspace.shape.vocabulary;
  const { targets, weights } = workspace.batch;
  crossEntropy(
    pass.context,
    { buffer: workspace.logits, rows, width },
    { targets, weights, losses: workspace.losses, correct: workspace.correct },
    slot * workspace.maxRows,
    dynamic('scale'),
    { buffer: workspace.gradients.logits, rows, width },
    withGradient,
  );
}

/** Gradient of the logits -> gradient of every parameter, added to `target`. */
export function recordBackwardInto(network: NetworkBuffers, pass: Pass, target: FlatVector): void {
  const { splits } = network;
  const gradients = target.buffer;
  const partials = splits === 1 ? gradients : network.partials;
  recordBackward(pass, { gradients, partials, splits });
  if (splits === 1) return;
  const { length } = target.layout;
  pass.context.recorder.dispatch(
    sum_partials,
    { partials, output: gradients },
    { count: length, splits, partial_stride: length, output_offset: 0 },
    sumPartialsGrid(length),
    splits * length,
  );
}

/** Multiplies the loss of every token and its gradient by the token's probability, as a constant. */
function recordConfidence(pass: Pass): void {
  const { workspace, slot, sequences } = pass;
  const rows = sequences.count * sequences.length;
  const gradLogits = {
    buffer: workspace.gradients.logits,
    rows,
    width: workspace.shape.vocabulary,
  };
  const buffers = { weights: workspace.batch.weights, losses: workspace.losses };
  confidenceScale(pass.context, buffers, slot * workspace.maxRows, dynamic('scale'), gradLogits);
}

/** How tokens count: by their weights, or by these times the model's own probability of them. */
export type TokenWeighting = 'plain' | 'confidence';

/**
 * Forward, loss (into the ring) and backward, which adds to `target`. Dynamic params: scale, loss_offset,
 * accumulate_loss.
 */
export function recordLossAndBackward(
  network: NetworkBuffers,
  pass: Pass,
  target: FlatVector,
  tokens: TokenWeighting = 'plain',
): void {
  const { workspace } = network;
  const rows = pass.sequences.count * pass.sequences.length;
  recordForward(pass);
  recordLoss(pass, true);
  if (tokens === 'confidence') recordConfidence(pass);
  sumInto(
    pass.context.recorder,
    pass.context.variant,
    workspace.losses,
    rows,
    { buffer: network.ring, offset: dynamic('loss_offset') },
    dynamic('accumulate_loss'),
  );
  recordBackwardInto(network, pass, target);
}

/** Replaces the targets of the pass by draws from its logits. Dynamic param: seed. */
function recordSampledTargets(pass: Pass, draw: number): void {
  const { workspace, slot, sequences } = pass;
  const rows = sequences.count * sequences.length;
  const { vocabulary } = workspace.shape;
  const { targets, weights } = workspace.batch;
  pass.context.recorder.dispatch(
    sample_targets,
    { logits: workspace.logits, weights, targets },
    {
      rows,
      vocabulary,
      batch_offset: slot * workspace.maxRows,
      seed: dynamic('seed'),
      draw,
    },
    threadGrid(rows),
    60 * rows * vocabulary,
  );
}

/**
 * One forward pass, then for every set of labels the gradient of the summed loss, whose square is added to `total` times
 * `factor`. `samples` sets of labels are drawn from the model; 0: the batch's own. Leaves the last gradient in the
 * network's gradients. Dynamic params: scale, factor, and seed where labels are drawn.
 */
export function recordSquaredGradients(
  network: NetworkBuffers,
  pass: Pass,
  total: FlatVector,
  samples: number,
): void {
  const { gradients } = network;
  const { recorder } = pass.context;
  recordForward(pass);
  for (let draw = 0; draw < Math.max(1, samples); draw++) {
    recorder.clear(gradients.buffer);
    if (samples > 0) recordSampledTargets(pass, draw);
    recordLoss(pass, true);
    recordBackwardInto(network, pass, gradients);
    addSquares(recorder, gradients, total, dynamic('factor'));
  }
}

/** What changes the logits of supervised positions between the forward pass and the score, such as a memory. */
export interface LogitChange {
  /** Part of the key of programs that hold it. */
  readonly name: string;
  record(pass: Pass): void;
  /** Its dynamic params. */
  values(): Readonly<Record<string, number>>;
}

/** One sequence's result under teacher forcing. */
export interface SequenceScore {
  /** Every supervised position's arg-max is its target: greedy decoding would give exactly this answer. */
  readonly exact: boolean;
  /** Sum of weighted negative log-likelihoods over its supervised positions, in nats. */
  readonly loss: number;
}

/** Scores as `scoreSequences` leaves them: pairs of whether it is exact and the loss. */
export function readScores(bytes: ArrayBuffer): SequenceScore[] {
  const scores = new Float32Array(bytes);
  return Array.from({ length: scores.length / 2 }, (_, s) => ({
    exact: scores[2 * s] === 1,
    loss: scores[2 * s + 1]!,
  }));
}

/** Forward and score per sequence. Dynamic params: scale and those of the change. */
export function recordScores(network: NetworkBuffers, pass: Pass, change?: LogitChange): void {
  const { workspace } = network;
  const { targets, weights } = workspace.batch;
  recordForward(pass);
  change?.record(pass);
  recordLoss(pass, false);
  const buffers = { targets, weights, losses: workspace.losses, correct: workspace.correct };
  scoreSequences(
    pass.context,
    pass.sequences,
    buffers,
    pass.slot * workspace.maxRows,
    workspace.scores,
  );
}

/** Squared gradient norm (into the ring), then the optimizer. Dynamic params: norm_offset and the optimizer's. */
export function recordUpdate(
  network: NetworkBuffers,
  recorder: Recorder,
  optimizer: Optimizer,
): void {
  const { device, gradients, dotScratch, ring } = network;
  const norm = { buffer: ring, offset: dynamic('norm_offset') };
  dot(recorder, device.adapter.variant, gradients, gradients, dotScratch, norm);
  optimizer.record(recorder);
}
