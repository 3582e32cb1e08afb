// Answers that a model samples itself, for items whose prompts are given: for objectives that learn from own answers, and
// for evaluation where many answers are right. Its buffers are made when it is first used.

import type { Device } from '../engine/device.ts';
import type { FlatVector } from '../engine/flatVector.ts';
import type { Workspace } from '../engine/model/workspace.ts';
import { type Continuation, Sampler } from '../engine/sampling/sampler.ts';
import { type Item, answerStart, promptTokens } from './example.ts';

/** Most tokens of an answer, its closing newline included, unless a given answer is longer. */
export const ANSWER_TOKENS = 16;

export interface AnswerSamplerOptions {
  readonly owner: string;
  readonly device: Device;
  readonly workspace: Workspace;
  /** Whose answers these are; read at every call. */
  readonly parameters: FlatVector;
}

const tokensOf = (continuations: readonly Continuation[] | null): number[][] | null =>
  continuations && continuations.map(({ tokens }) => [...tokens]);

export class AnswerSampler {
  private readonly options: AnswerSamplerOptions;
  private sampler: Sampler | null = null;
  private readonly others: AnswerSampler[] = [];

  constructor(options: AnswerSamplerOptions) {
    this.options = options;
  }

  /** A sampler at the weights in another vector, freed with this one; this one for its own vector. */
  of(parameters: FlatVector): AnswerSampler {
    if (parameters === this.options.parameters) return this;
    const owner = `${this.options.owner}.${this.others.length}`;
    const other = new AnswerSampler({ ...this.options, owner, parameters });
    this.others.push(other);
    return other;
  }

  /**
   * One answer to the prompt of each item, drawn from the model's own distribution (temperature 1, all tokens). `seed` and
   * `step` name the draws: the same two give the same answers. Null when `stop` cut it short.
   */
  async answers(
    items: readonly Item[],
    { seed, step }: { readonly seed: number; readonly step: number },
    stop?: () => boolean,
  ): Promise<number[][] | null> {
    return tokensOf(await this.drawnAnswers(items, { seed, step }, stop));
  }

  /** As `answers`, with what each token was drawn from. */
  drawnAnswers(
    items: readonly Item[],
    { seed, step }: { readonly seed: number; readonly step: number },
    stop?: () => boolean,
  ): Promise<Continuation[] | null> {
    const given = items.map((item) => item.tokens.length - answerStart(item));
    const maxTokens = Math.max(ANSWER_TOKENS, ...given);
    return this.sample(items.map(promptTokens), { seed, step, maxTokens }, stop);
  }

  /** Continues each list of tokens, drawn in the same way, to its closing newline or the end of the context. */
  async continuations(
    starts: readonly (readonly number[])[],
    { seed, step }: { readonly seed: number; readonly step: number },
    stop?: () => boolean,
  ): Promise<number[][] | null> {
    const maxTokens = this.options.workspace.shape.context;
    return tokensOf(await this.sample(starts, { seed, step, maxTokens }, stop));
  }

  private async sample(
    starts: readonly (readonly number[])[],
    request: { readonly seed: number; readonly step: number; readonly maxTokens: number },
    stop?: () => boolean,
  ): Promise<Continuation[] | null> {
    const { owner, device, workspace, parameters } = this.options;
    const { shape, maxSequences } = workspace;
    this.sampler ??= new Sampler({ owner, device, shape, parameters, maxSequences });
    const continued: Continuation[] = [];
    for (let first = 0; first < starts.length; first += maxSequences) {
      const prompts = starts.slice(first, first + maxSequences).map((p) => Uint32Array.from(p));
      // Every call has draws of its own.
      const seed = (request.seed + first) >>> 0;
      const drawn = await this.sampler.draw(
        { ...request, prompts, seed, temperature: 1, topK: 0 },
        stop,
      );
      if (!drawn) return null;
      continued.push(...drawn);
    }
    return continued;
  }

  dispose(): void {
    this.sampler?.dispose();
    this.sampler = null;
    for (const other of this.others) other.dispose();
  }
}
