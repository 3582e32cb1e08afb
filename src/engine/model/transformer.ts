// The decoder: pre-norm RMSNorm, causal attention with rotary positions, MLP; forward and backward as recorded dispatches.

import type { ParameterLayout } from '../flatVector.ts';
import { rangeOf } from '../flatVector.ts';
import { activationBackward, activationForward } from '../ops/activation.ts';
import {
  type Sequences,
  attentionBackward,
  attentionForward,
  rotaryApply,
} from '../ops/attention.ts';
import type { Matrix, OpContext, Weight, WeightGradient } from '../ops/context.ts';
import { embeddingBackwardWeight, embeddingForward } from '../ops/embedding.ts';
import { linearBackwardInput, linearBackwardWeight, linearForward } from '../ops/linear.ts';
import { rmsNormBackwardInput, rmsNormBackwardWeight, rmsNormForward } from '../ops/rmsNorm.ts';
import type { DeviceBuffer } from '../device.ts';
import { headName, packedWidth, upWidth } from './shape.ts';
import type { Workspace } from './workspace.ts';

/** Everything a pass over one batch shape needs. */
export interface Pass {
  readonly context: OpContext;
  readonly workspace: Workspace;
  readonly layout: ParameterLayout;
  readonly parameters: DeviceBuffer;
  readonly sequences: Sequences;
  readonly slot: number;
}

/** Where backward puts the parameters' gradient. */
export interface GradientTarget {
  readonly gradients: DeviceBuffer;
  /** Scratch for partial sums over rows, `splits` vectors long; equal to `gradients` when `splits` is 1. */
  readonly partials: DeviceBuffer;
  readonly splits: number;
}

const rowsOf = ({ sequences }: Pass): number => sequences.count * sequences.length;

function matrix(pass: Pass, buffer: DeviceBuffer, width: number): Matrix {
  return { buffer, rows: rowsOf(pass), width };
}

function weight(pass: Pass, name: string): Weight {
  return { buffer: pass.parameters, offset: rangeOf(pass.layout, name).offset };
}

function weightGradient(pass: Pass, target: GradientTarget, name: string): WeightGradient {
  const { offset } = rangeOf(pass.layout, name);
  return {
    buffer: target.partials,
    offset,
    splits: target.splits,
    partialStride: pass.layout.length,
  };
}

function layerForward(pass: Pass, l: number, next: DeviceBuffer): void {
  const { context, workspace, sequences } = pass;
  const { shape } = workspace;
  const a = workspace.layers[l]!;
  const { width } = shape;
  const m = (buffer: DeviceBuffer, w = width) => matrix(pass, buffer, w);
  const w = (name: string) => weight(pass, `layers.${l}.${name}`);
  const qkv = m(a.qkv, packedWidth(shape));
  rmsNormForward(
    context,
    m(a.input),
    w('attentionNorm'),
    m(a.attentionNormed),
    a.attentionInverseRms,
  );
  linearForward(context, m(a.attentionNormed), w('qkv'), qkv);
  rotaryApply(context, shape, sequences, workspace.rotary, qkv, 1);
  attentionForward(context, shape, sequences, qkv, m(a.attended), a.logSumExp);
  linearForward(context, m(a.attended), w('attentionOutput'), m(a.middle), m(a.input));
  rmsNormForward(context, m(a.middle), w('mlpNorm'), m(a.mlpNormed), a.mlpInverseRms);
  linearForward(context, m(a.mlpNormed), w('mlpUp'), m(a.up, upWidth(shape)));
  activationForward(context, shape.mlp, m(a.up, upWidth(shape)), m(a.hidden, shape.feedForward));
  linearForward(context, m(a.hidden, shape.feedForward), w('mlpDown'), m(next), m(a.middle));
}

/** Records tokens -> logits. Leaves in the workspace what `recordBackward` needs. */
export function recordForward(pass: Pass): void {
  const { context, workspace, slot } = pass;
  const { shape, layers } = workspace;
  const stream = (l: number) => layers[l]?.input ?? workspace.output;
  const m = (buffer: DeviceBuffer, width = shape.width) => matrix(pass, buffer, width);
  embeddingForward(
    context,
    workspace.batch.tokens,
    { first: slot * workspace.maxRows, stride: 1 },
    weight(pass, 'embedding'),
    m(stream(0)),
  );
  for (let l = 0; l < shape.layers; l++) layerForward(pass, l, stream(l + 1));
  rmsNormForward(
    context,
    m(workspace.output),
    weight(pass, 'finalNorm'),
    m(workspace.outputNormed),
    workspace.outputInverseRms,
  );
  const logits = m(workspace.logits, shape.vocabulary);
  linearForward(context, m(workspace.outputNormed), weight(pass, headName(shape)), logits);
}

/** The MLP half of a layer, backwards: the stream's gradient goes from `from` to `to`. */
function mlpBackward(
  pass: Pass,
  target: GradientTarget,
  l: number,
  from: Matrix,
  to: Matrix,
): void {
  const { context, workspace } = pass;
  const { shape, gradients: g } = workspace;
  const a = workspace.layers[l]!;
  const m = (buffer: DeviceBuffer, width = shape.width) => matrix(pass, buffer, width);
  const w = (name: string) => weight(pass, `layers.${l}.${name}`);
  const gw = (name: string) => weightGradient(pass, target, `layers.${l}.${name}`);
  const up = m(a.up, upWidth(shape));
  const gradUp = m(g.up, upWidth(shape));
  linearBackwardInput(context, from, w('mlpDown'), m(g.hidden, shape.feedForward));
  linearBackwardWeight(context, from, m(a.hidden, shape.feedForward), gw('mlpDown'));
  activationBackward(context, shape.mlp, up, m(g.hidden, shape.feedForward), gradUp);
  linearBackwardInput(context, gradUp, w('mlpUp'), m(g.normed));
  linearBackwardWeight(context, gradUp, m(a.mlpNormed), gw('mlpUp'));
  rmsNormBackwardWeight(context, m(g.normed), m(a.middle), a.mlpInverseRms, gw('mlpNorm'));
  rmsNormBackwardInput(context, m(g.normed), m(a.middle), w('mlpNorm'), a.mlpInverseRms, to, from);
}

/** The attention half of a layer, backwards. */
function attentionHalfBackward(
  pass: Pass,
  target: GradientTarget,
  l: number,
  from: Matrix,
  to: Matrix,
): void {
  const { context, workspace, sequences } = pass;
  const { shape, gradients: g } = workspace;
  const a = workspace.layers[l]!;
  const m = (buffer: DeviceBuffer, width = shape.width) => matrix(pass, buffer, width);
  const w = (name: string) => weight(pass, `layers.${l}.${name}`);
  const gw = (name: string) => weightGradient(pass, target, `layers.${l}.${name}`);
  const gradQkv = m(g.qkv, packedWidth(shape));
  const forward = {
    qkv: m(a.qkv, packedWidth(shape)),
    output: m(a.attended),
    logSumExp: a.logSumExp,
  };
  linearBackwardInput(context, from, w('attentionOutput'), m(g.attended));
  linearBackwardWeight(context, from, m(a.attended), gw('attentionOutput'));
  attentionBackward(context, shape, sequences, forward, m(g.attended), g.delta, gradQkv);
  rotaryApply(context, shape, sequences, workspace.rotary, gradQkv, -1);
  linearBackwardInput(context, gradQkv, w('qkv'), m(g.normed));
  linearBackwardWeight(context, gradQkv, m(a.attentionNormed), gw('qkv'));
  rmsNormBackwardWeight(
    context,
    m(g.normed),
    m(a.input),
    a.attentionInverseRms,
    gw('attentionNorm'),
  );
  rmsNormBackwardInput(
    context,
    m(g.normed),
    m(a.input),
    w('attentionNorm'),
    a.attentionInverseRms,
    to,
    from,
  );
}

/**
 * Records gradient of the logits (in the workspace) -> gradient of every parameter. Adds to `target.gradients` where
 * `splits` is 1, else overwrites the partial sums; the embedding's part always goes to `target.gradients`.
 */
export function recordBackward(pass: Pass, target: GradientTarget): void {
  const { context, workspace, slot } = pass;
  const { shape, gradients: g, batch } = workspace;
  const m = (buffer: DeviceBuffer, width = shape.width) => matrix(pass, buffer, width);
  const [even, odd] = [m(g.stream[0]), m(g.stream[1])];
  const gradLogits = m(g.logits, shape.vocabulary);
  linearBackwardInput(context, gradLogits, weight(pass, headName(shape)), m(g.normed));
  linearBackwardWeight(
    context,
    gradLogits,
    m(workspace.outputNormed),
    weightGradient(pass, target, headName(shape)),
  );
  const inverseRms = workspace.outputInverseRms;
  rmsNormBackwardWeight(
    context,
    m(g.normed),
    m(workspace.output),
    inverseRms,
    weightGradient(pass, target, 'finalNorm'),
  );
  rmsNormBackwardInput(
    context,
    m(g.normed),
    m(workspace.output),
    weight(pass, 'finalNorm'),
    inverseRms,
    even,
  );
  for (let l = shape.layers - 1; l >= 0; l--) {
    mlpBackward(pass, target, l, even, odd);
    attentionHalfBackward(pass, target, l, odd, even);
  }
  const tokenRows = {
    starts: batch.tokenStarts,
    startsOffset: slot * (shape.vocabulary + 1),
    rows: batch.tokenRows,
    rowsOffset: slot * workspace.maxRows,
  };
  const { offset } = rangeOf(pass.layout, 'embedding');
  embeddingBackwardWeight(context, tokenRows, even, shape.vocabulary, {
    buffer: target.gradients,
    offset,
  });
}
