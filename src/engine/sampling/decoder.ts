// The decoder at one position of every sequence: the forward pass of model/transformer.ts with a key-value cache in
// place of whole sequences, so that appending a token costs one position and not all of them.

import type { ModelShape } from '../../core/experiment.ts';
import type { Device, DeviceBuffer } from '../device.ts';
import { type FlatVector, rangeOf } from '../flatVector.ts';
import { rotaryTable } from '../kernels/attention.ts';
import { headName, headWidth, packedWidth, upWidth } from '../model/shape.ts';
import { activationForward } from '../ops/activation.ts';
import type { Matrix, OpContext, Weight } from '../ops/context.ts';
import { attentionDecode, type DecodedTokens, rotaryDecode, sampleToken } from '../ops/decode.ts';
import { embeddingForward } from '../ops/embedding.ts';
import { linearForward } from '../ops/linear.ts';
import { rmsNormForward } from '../ops/rmsNorm.ts';
import { type Recorder, dynamic } from '../recorder.ts';

/** One row per sequence, rewritten at every position, but for the tokens, what they were drawn from and the caches, which span the context. */
export interface DecodeBuffers extends DecodedTokens {
  /** Residual stream before a layer and after it. */
  readonly stream: DeviceBuffer;
  /** Residual stream between attention and MLP. */
  readonly middle: DeviceBuffer;
  readonly normed: DeviceBuffer;
  readonly inverseRms: DeviceBuffer;
  readonly qkv: DeviceBuffer;
  readonly attended: DeviceBuffer;
  readonly up: DeviceBuffer;
  readonly hidden: DeviceBuffer;
  readonly logits: DeviceBuffer;
  /** Per layer: sequences x context x [k heads | v heads]. */
  readonly caches: readonly DeviceBuffer[];
  readonly rotary: DeviceBuffer;
  readonly unused: DeviceBuffer;
  dispose(): void;
}

/** Allocates the buffers for up to `maxSequences` sequences. */
export function createDecodeBuffers(
  device: Device,
  owner: string,
  shape: ModelShape,
  maxSequences: number,
): DecodeBuffers {
  const made: DeviceBuffer[] = [];
  const make = (name: string, elements: number) => {
    const buffer = device.buffer(`${owner}.${name}`, 4 * elements);
    made.push(buffer);
    return buffer;
  };
  const rows = (name: string, perRow: number) => make(name, maxSequences * perRow);
  const { width, context } = shape;
  const cached = 2 * shape.keyValueHeads * headWidth(shape);
  const rotary = make('rotary', context * headWidth(shape));
  device.write(rotary, rotaryTable(context, headWidth(shape), shape.rotaryBase));
  return {
    promptLengths: rows('promptLengths', 1),
    tokens: rows('tokens', context),
    done: rows('done', 1),
    drawn: rows('drawn', 2 * context),
    stream: rows('stream', width),
    middle: rows('middle', width),
    normed: rows('normed', width),
    inverseRms: rows('inverseRms', 1),
    qkv: rows('qkv', packedWidth(shape)),
    attended: rows('attended', width),
    up: rows('up', upWidth(shape)),
    hidden: rows('hidden', shape.feedForward),
    logits: rows('logits', shape.vocabulary),
    caches: Array.from({ length: shape.layers }, (_, l) => rows(`caches.${l}`, context * cached)),
    rotary,
    unused: make('unused', 4),
    dispose: () => made.forEach((b) => b.destroy()),
  };
}

/** What recording one position needs. */
export interface DecodePass {
  readonly context: OpContext;
  readonly shape: ModelShape;
  readonly parameters: FlatVector;
  readonly buffers: DecodeBuffers;
  readonly sequences: number;
}

/** The pass of these sequences, recorded by `recorder` for this device. */
export function decodePassOf(
  device: Device,
  recorder: Recorder,
  pass: Omit<DecodePass, 'context'>,
): DecodePass {
  const { variant } = device.adapter;
  return { ...pass, context: { recorder, variant, unused: pass.buffers.unused } };
}

function weight({ parameters }: DecodePass, name: string): Weight {
  return { buffer: parameters.buffer, offset: rangeOf(parameters.layout, name).offset };
}

/** `stream` <- `stream` + attention + MLP; appends the position's keys and values to the layer's cache. */
function recordLayer(pass: DecodePass, l: number): void {
  const { context, shape, buffers: b, sequences } = pass;
  const m = (buffer: DeviceBuffer, width = shape.width): Matrix => ({
    buffer,
    rows: sequences,
    width,
  });
  const w = (name: string) => weight(pass, `layers.${l}.${name}`);
  const qkv = m(b.qkv, packedWidth(shape));
  const up = m(b.up, upWidth(shape));
  const hidden = m(b.hidden, shape.feedForward);
  const position = dynamic('position');
  rmsNormForward(context, m(b.stream), w('attentionNorm'), m(b.normed), b.inverseRms);
  linearForward(context, m(b.normed), w('qkv'), qkv);
  rotaryDecode(context, shape, b.rotary, qkv, position);
  attentionDecode(context, shape, qkv, b.caches[l]!, position, m(b.attended));
  linearForward(context, m(b.attended), w('attentionOutput'), m(b.middle), m(b.stream));
  rmsNormForward(context, m(b.middle), w('mlpNorm'), m(b.normed), b.inverseRms);
  linearForward(context, m(b.normed), w('mlpUp'), up);
  activationForward(context, shape.mlp, up, hidden);
  linearForward(context, hidden, w('mlpDown'), m(b.stream), m(b.middle));
}

/**
 * Records the token at `position` of every sequence -> the token after it. Positions must be run in order from 0.
 * Dynamic params: position, temperature, top_k, seed, step.
 */
export function recordPosition(pass: DecodePass): void {
  const { context, shape, buffers: b, sequences: rows } = pass;
  const { width } = shape;
  const stream = { buffer: b.stream, rows, width };
  const normed = { buffer: b.normed, rows, width };
  const logits = { buffer: b.logits, rows, width: shape.vocabulary };
  const position = dynamic('position');
  const tokens = { first: position, stride: shape.context };
  embeddingForward(context, b.tokens, tokens, weight(pass, 'embedding'), stream);
  for (let l = 0; l < shape.layers; l++) recordLayer(pass, l);
  rmsNormForward(context, stream, weight(pass, 'finalNorm'), normed, b.inverseRms);
  linearForward(context, normed, weight(pass, headName(shape)), logits);
  sampleToken(context, shape.context, logits, b, {
    position,
    temperature: dynamic('temperature'),
    topK: dynamic('top_k'),
    seed: dynamic('seed'),
    step: dynamic('step'),
  });
}
