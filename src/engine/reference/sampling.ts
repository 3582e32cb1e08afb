// Drawing tokens as plain loops: the reference of sample_token.wgsl and sample_targets.wgsl. Sums are rounded to f32 after each term,
// as the WGSL does, so that both choose the same token but for draws that fall within rounding of an edge.

import { pcg4d, toUniform } from '../../core/rng.ts';

/** Second counter of pcg4d: keeps these draws apart from every other use of the seed. */
const PURPOSE = 0x5a3d;
const TARGETS_PURPOSE = 0x71f5;

interface SampleBuffers {
  readonly logits: Float32Array;
  readonly prompt_lengths: Uint32Array;
  readonly tokens: Uint32Array;
  readonly done: Uint32Array;
  readonly drawn: Float32Array;
}

interface SampleParams {
  readonly sequences: number;
  readonly vocabulary: number;
  readonly context: number;
  readonly position: number;
  readonly temperature: number;
  readonly top_k: number;
  readonly seed: number;
  readonly step: number;
}

/** Token ids from the highest logit to the lowest, ties by lower id. */
function ranked(logits: Float32Array): number[] {
  return [...logits.keys()].sort((a, b) => logits[b]! - logits[a]! || a - b);
}

interface Choice {
  readonly token: number;
  /** Of the token, in the distribution that it was drawn from, in nats. */
  readonly logProbability: number;
  /** Of that distribution, in nats. */
  readonly entropy: number;
}

/** A token that is not drawn: the greedy choice, or the one after the end. */
const certain = (token: number): Choice => ({ token, logProbability: 0, entropy: 0 });

/** The token at which the running sum of e = exp(x), x = (logit - highest) / temperature, over `kept` passes uniform * total. */
function draw(
  logits: Float32Array,
  kept: readonly number[],
  highest: number,
  temperature: number,
  uniform: number,
): Choice {
  const f32 = Math.fround;
  const exponents = kept.map((t) => f32(f32(logits[t]! - highest) / temperature));
  const terms = exponents.map((x) => f32(Math.exp(x)));
  const total = terms.reduce((sum, term) => f32(sum + term), 0);
  const threshold = f32(uniform * total);
  let sum = 0;
  const found = terms.findIndex((term) => (sum = f32(sum + term)) > threshold);
  const chosen = found < 0 ? kept.length - 1 : found;
  // With p = e / total, log p = x - log total, so the entropy is log total - sum of e x / total.
  const moment = exponents.reduce((weighted, x, i) => weighted + terms[i]! * x, 0);
  const logTotal = Math.log(total);
  const [logProbability, entropy] = [exponents[chosen]! - logTotal, logTotal - moment / total];
  return { token: kept[chosen]!, logProbability, entropy };
}

/** Appends one token to each sequence after `position`; see sample_token.wgsl. Token 0 ends a sequence. */
export function sampleToken(buffers: SampleBuffers, params: SampleParams): void {
  const { logits, prompt_lengths, tokens, done, drawn } = buffers;
  const { sequences, vocabulary, context, position, temperature, top_k, seed, step } = params;
  const bits = new Uint32Array(4);
  for (let sequence = 0; sequence < sequences; sequence++) {
    const next = position + 1;
    if (next >= context || next < prompt_lengths[sequence]!) continue;
    let choice = certain(0);
    if (done[sequence] === 0) {
      const row = logits.subarray(sequence * vocabulary, (sequence + 1) * vocabulary);
      const order = ranked(row);
      choice = certain(order[0]!);
      if (temperature > 0) {
        const kept = order.slice(0, top_k > 0 ? top_k : vocabulary).sort((a, b) => a - b);
        pcg4d(seed, PURPOSE, step * context + position, sequence, bits);
        choice = draw(row, kept, row[order[0]!]!, Math.fround(temperature), toUniform(bits[0]!));
      }
      done[sequence] = choice.token === 0 ? 1 : 0;
    }
    const place = sequence * context + next;
    tokens[place] = choice.token;
    drawn.set([choice.logProbability, choice.entropy], 2 * place);
  }
}

/** Replaces the target of every supervised row by a draw from softmax of its logits; see sample_targets.wgsl. */
export function sampleTargets(
  buffers: {
    readonly logits: Float32Array;
    readonly weights: Float32Array;
    readonly targets: Uint32Array;
  },
  params: {
    readonly rows: number;
    readonly vocabulary: number;
    readonly batch_offset: number;
    readonly seed: number;
    readonly draw: number;
  },
): void {
  const { logits, weights, targets } = buffers;
  const { rows, vocabulary, batch_offset, seed } = params;
  const bits = new Uint32Array(4);
  const everyToken = Array.from({ length: vocabulary }, (_, token) => token);
  for (let r = 0; r < rows; r++) {
    if (weights[batch_offset + r] === 0) continue;
    const row = logits.subarray(r * vocabulary, (r + 1) * vocabulary);
    const highest = row.reduce((a, b) => Math.max(a, b));
    pcg4d(seed, TARGETS_PURPOSE, params.draw, r, bits);
    targets[batch_offset + r] = draw(row, everyToken, highest, 1, toUniform(bits[0]!)).token;
  }
}
