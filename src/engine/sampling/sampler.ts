// Samples continuations of prompts on the device: all prompts at once, position by position, with one readback at the
// end. The host never sees a logit.

import { AppError } from '../../core/errors.ts';
import type { ModelShape } from '../../core/experiment.ts';
import type { Device, Invocation, Program } from '../device.ts';
import type { FlatVector } from '../flatVector.ts';
import { Recorder } from '../recorder.ts';
import {
  type DecodeBuffers,
  createDecodeBuffers,
  decodePassOf,
  recordPosition,
} from './decoder.ts';

/** Ends a line, and with it a continuation. */
const NEWLINE = 0;

/** Positions handed to the device at once. Each is a submission of its own, so this bounds the queue after Stop. */
const POSITIONS_PER_SUBMIT = 8;

export interface SamplerOptions {
  readonly owner: string;
  readonly device: Device;
  readonly shape: ModelShape;
  /** Read at every call to `sample`: the sampler follows the training of a network whose vector this is. */
  readonly parameters: FlatVector;
  /** Most prompts of one call. */
  readonly maxSequences: number;
}

export interface SampleRequest {
  /** Of different lengths, each at least 1 and shorter than the context; each begins with the newline token. */
  readonly prompts: readonly Uint32Array[];
  /** Most tokens of a continuation, its closing newline included. */
  readonly maxTokens: number;
  /** 0 always takes the most likely token; 1 draws from the model's distribution. */
  readonly temperature: number;
  /** Draws from this many most likely tokens; 0 from all. */
  readonly topK: number;
  readonly seed: number;
  /** Counts the uses of one seed, so that each has draws of its own. */
  readonly step: number;
}

/** A continuation, and for each of its tokens what it was drawn from. */
export interface Continuation {
  readonly tokens: Uint32Array;
  /** Of each token in the distribution that it was drawn from, in nats; 0 where the choice is greedy. */
  readonly logProbabilities: Float32Array;
  /** Of the distribution that each token was drawn from, in nats; 0 where the choice is greedy. */
  readonly entropies: Float32Array;
}

/** A model's sampler with its own small buffers and key-value caches. */
export class Sampler {
  private readonly options: SamplerOptions;
  private readonly buffers: DecodeBuffers;
  /** By the number of sequences. */
  private readonly programs = new Map<number, Program>();

  constructor(options: SamplerOptions) {
    const { owner, device, shape, maxSequences } = options;
    this.options = options;
    this.buffers = createDecodeBuffers(device, `${owner}.sampler`, shape, maxSequences);
  }

  /**
   * Continues every prompt up to and including its closing newline, `maxTokens` tokens or the end of the context,
   * whichever comes first. Await one call before the next: they share buffers. Null if `stop` cut it short.
   */
  async sample(request: SampleRequest, stop?: () => boolean): Promise<Uint32Array[] | null> {
    const continuations = await this.draw(request, stop);
    return continuations && continuations.map(({ tokens }) => tokens);
  }

  /** As `sample`, with what each token was drawn from. */
  async draw(request: SampleRequest, stop?: () => boolean): Promise<Continuation[] | null> {
    const { prompts } = request;
    if (prompts.length === 0) return [];
    this.upload(prompts);
    const invocations = this.invocations(request);
    for (let i = 0; i < invocations.length; i += POSITIONS_PER_SUBMIT) {
      if (stop?.()) return null;
      const chunk = invocations.slice(i, i + POSITIONS_PER_SUBMIT);
      if (!(await this.options.device.submit(chunk, stop))) return null;
    }
    return this.readContinuations(request);
  }

  /** One readback. */
  private async readContinuations({ prompts, maxTokens }: SampleRequest): Promise<Continuation[]> {
    const { context } = this.options.shape;
    const places = prompts.length * context;
    const [tokenBytes, drawnBytes] = await this.options.device.read([
      { buffer: this.buffers.tokens, bytes: 4 * places },
      { buffer: this.buffers.drawn, bytes: 8 * places },
    ]);
    const all = new Uint32Array(tokenBytes!);
    const drawn = new Float32Array(drawnBytes!);
    return prompts.map(({ length }, s) => {
      const first = s * context + length;
      const longest = all.slice(first, s * context + Math.min(length + maxTokens, context));
      const newline = longest.indexOf(NEWLINE);
      const tokens = newline < 0 ? longest : longest.slice(0, newline + 1);
      const figure = (which: 0 | 1) =>
        Float32Array.from(tokens, (_, i) => drawn[2 * (first + i) + which]!);
      return { tokens, logProbabilities: figure(0), entropies: figure(1) };
    });
  }

  private upload(prompts: readonly Uint32Array[]): void {
    const { device, shape, maxSequences } = this.options;
    const { context } = shape;
    if (prompts.length > maxSequences) {
      const message = `sampler: expected at most ${maxSequences} prompts, got ${prompts.length}.`;
      throw new AppError('internal', message, 'Sample in several calls.');
    }
    const tokens = new Uint32Array(prompts.length * context);
    prompts.forEach((prompt, s) => {
      if (prompt.length < 1 || prompt.length >= context) {
        const message = `sampler: expected a prompt of 1 to ${context - 1} tokens, got ${prompt.length}.`;
        throw new AppError('bad-config', message, 'Shorten the prompt.');
      }
      tokens.set(prompt, s * context);
    });
    device.write(this.buffers.tokens, tokens);
    device.write(
      this.buffers.promptLengths,
      Uint32Array.from(prompts, (p) => p.length),
    );
    device.write(this.buffers.done, new Uint32Array(prompts.length));
  }

  /** One per position, from the first to the last before the longest continuation's last token. */
  private invocations(request: SampleRequest): Invocation[] {
    const { prompts, maxTokens, temperature, topK, seed, step } = request;
    const longest = prompts.reduce((most, { length }) => Math.max(most, length), 0);
    const positions = Math.min(longest + maxTokens, this.options.shape.context) - 1;
    const program = this.program(prompts.length);
    return Array.from({ length: positions }, (_, position) => ({
      program,
      values: { position, temperature, top_k: topK, seed, step },
    }));
  }

  private program(sequences: number): Program {
    let program = this.programs.get(sequences);
    if (!program) {
      const { owner, device, shape, parameters } = this.options;
      const recorder = new Recorder();
      const { buffers } = this;
      recordPosition(decodePassOf(device, recorder, { shape, parameters, buffers, sequences }));
      program = device.program(`${owner}.sample.${sequences}`, recorder.commands);
      this.programs.set(sequences, program);
    }
    return program;
  }

  dispose(): void {
    for (const program of this.programs.values()) program.dispose();
    this.buffers.dispose();
  }
}
