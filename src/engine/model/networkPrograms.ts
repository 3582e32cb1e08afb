// What a network records once and submits many times: loss with gradient, scoring, and the update with its norm.

import type { Batch } from '../batch.ts';
import type { Device, DeviceBuffer } from '../device.ts';
import { type FlatVector, dot, sumInto } from '../flatVector.ts';
import { sumPartialsGrid, sum_partials } from '../kernels/reduction.ts';
import { crossEntropy, scoreSequences } from '../ops/crossEntropy.ts';
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

/** Forward, loss (into the ring) and backward. Dynamic params: scale, loss_offset, accumulate_loss. */
export function recordLossAndBackward(network: NetworkBuffers, pass: Pass): void {
  const { workspace, gradients, partials, splits } = network;
  const { recorder } = pass.context;
  const rows = pass.sequences.count * pass.sequences.length;
  recordForward(pass);
  recordLoss(pass, true);
  sumInto(
    recorder,
    pass.context.variant,
    workspace.losses,
    rows,
    { buffer: network.ring, offset: dynamic('loss_offset') },
    dynamic('accumulate_loss'),
  );
  recordBackward(pass, { gradients: gradients.buffer, partials, splits });
  if (splits === 1) return;
  const { length } = gradients.layout;
  recorder.dispatch(
    sum_partials,
    { partials, output: gradients.buffer },
    { count: length, splits, partial_stride: length, output_offset: 0 },
    sumPartialsGrid(length),
    splits * length,
  );
}

/** Forward and score per sequence. Dynamic param: scale. */
export function recordScores(network: NetworkBuffers, pass: Pass): void {
  const { workspace } = network;
  const { targets, weights } = workspace.batch;
  recordForward(pass);
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
