// Accuracy of every capability under teacher forcing: forward passes only, no generation. Under greedy decoding
// an answer is exactly right if and only if every answer position's arg-max is right given the right prefix. Only where
// many answers are right, answers are sampled and checked.

import type { Batch } from '../engine/batch.ts';
import { AppError } from '../core/errors.ts';
import { hashString } from '../core/rng.ts';
import type { LogitChange } from '../engine/model/networkPrograms.ts';
import type { Network } from '../engine/model/network.ts';
import { type ProbeSample, probeSample } from '../engine/model/probe.ts';
import { inTurns } from '../engine/turns.ts';
import type { AnswerSampler } from './answerSampler.ts';
import { makeScoredBatch } from './batching.ts';
import type { EvaluatedCapability } from './capabilities.ts';
import type { Item } from './example.ts';
import { type PlasticityFigures, plasticityOf } from './plasticity.ts';
import { interleave } from './tasks/heldOut.ts';
import { CONTEXT } from './tasks/vocabulary.ts';

/** Whose item a row of a batch is: the capability's index, and the item's among those of the capability. */
interface Owner {
  readonly capability: number;
  readonly place: number;
}

/** One batch of held-out items, a row each. */
interface OwnedBatch {
  readonly batch: Batch;
  readonly owners: readonly Owner[];
}

/** Held-out items of every capability, batched once per run. */
export interface EvaluationSet {
  readonly capabilities: readonly EvaluatedCapability[];
  readonly batches: readonly OwnedBatch[];
  /** Most items of a batch. */
  readonly perBatch: number;
  /** One more batch, of items of all capabilities in turn, on which units and states are looked at; where it is wanted. */
  readonly sample: ProbeSample | null;
  /** How an item is asked, where a memory puts something before its prompt. */
  readonly recall?: (item: Item) => Item;
  /** What a memory changes of the logits. */
  readonly change?: LogitChange;
}

/** Accuracy and mean negative log-likelihood per scored token, in the order of the capabilities. */
export interface EvaluationResult extends Partial<PlasticityFigures> {
  readonly accuracy: readonly number[];
  readonly loss: readonly number[];
  /** Accuracy with its memory taken away, where it has one. */
  readonly withoutMemory?: readonly number[];
  /** By capability: 1 or 0 for each item, in their order; empty where answers are sampled. */
  readonly right: readonly string[];
}

/** Batches the items of all capabilities, as they are asked, by length: padded to the longest of their capability they cost a third more. */
function batchesOf(
  capabilities: readonly EvaluatedCapability[],
  perBatch: number,
  asked: (item: Item) => Item = (item) => item,
): OwnedBatch[] {
  const owned = capabilities
    .flatMap(({ items }, capability) =>
      items.map((item, place) => ({ item: asked(item), owner: { capability, place } })),
    )
    .sort((a, b) => a.item.tokens.length - b.item.tokens.length);
  const batches: OwnedBatch[] = [];
  for (let first = 0; first < owned.length; first += perBatch) {
    const chunk = owned.slice(first, first + perBatch);
    const batch = makeScoredBatch(chunk.map(({ item }) => item));
    batches.push({ batch, owners: chunk.map(({ owner }) => owner) });
  }
  return batches;
}

/** The held-out items of all capabilities in batches of at most this size. */
export function makeEvaluationSet(
  capabilities: readonly EvaluatedCapability[],
  maxRows: number,
  maxSequences: number,
): EvaluationSet {
  const perBatch = Math.min(maxSequences, Math.floor(maxRows / CONTEXT));
  const mixed = interleave(
    capabilities.map(({ items }) => items),
    perBatch,
  );
  const sample = probeSample(makeScoredBatch(mixed));
  return { capabilities, perBatch, batches: batchesOf(capabilities, perBatch), sample };
}

/** The same items asked with the help of a memory, which is nothing of the network: its units are not looked at. */
export function askedWith(
  set: EvaluationSet,
  recall: (item: Item) => Item,
  change?: LogitChange,
): EvaluationSet {
  const batches = batchesOf(set.capabilities, set.perBatch, recall);
  return { ...set, batches, sample: null, recall, ...(change && { change }) };
}

/** Number of tokens that must be right for an exact match; the first token of an item is never predicted. */
function scoredTokens(item: Item): number {
  return item.scored.reduce((sum, scored, i) => sum + (scored && i > 0 ? 1 : 0), 0);
}

/**
 * Share of held-out prompts of the sampled capabilities that one answer drawn at temperature 1 is right for, by index of the
 * capability; the same draws at every evaluation. Null when `stop` cut it short.
 */
async function sampledAccuracy(
  { capabilities, recall = (item) => item }: EvaluationSet,
  sampler?: AnswerSampler,
  stop?: () => boolean,
): Promise<Map<number, number> | null> {
  const accuracy = new Map<number, number>();
  for (const [c, { items, reward, capability }] of capabilities.entries()) {
    if (!reward || items.length === 0) continue;
    if (!sampler) {
      const message = `evaluation of '${capability.label}': expected a sampler, got none.`;
      throw new AppError('internal', message);
    }
    const draw = { seed: hashString('evaluation'), step: 0 };
    const answers = await sampler.answers(items.map(recall), draw, stop);
    if (!answers) return null;
    const right = items.reduce((sum, item, i) => sum + reward(item, answers[i]!, 'exact'), 0);
    accuracy.set(c, right / items.length);
  }
  return accuracy;
}

/** Units and states on the sample; null when `stop` cut it short. */
async function lookInside(
  network: Network,
  sample: ProbeSample,
  stop?: () => boolean,
): Promise<PlasticityFigures | null> {
  const probed = await network.probe(sample, stop);
  return probed && inTurns(plasticityOf(probed, network.workspace.shape), stop);
}

/** Evaluates a network; null when `stop` cut it short. Sampled capabilities need its `sampler`. */
export async function evaluateNetwork(
  network: Network,
  set: EvaluationSet,
  stop?: () => boolean,
  sampler?: AnswerSampler,
): Promise<EvaluationResult | null> {
  const scores = await network.evaluate(
    set.batches.map((b) => b.batch),
    stop,
    set.change,
  );
  if (!scores) return null;
  const sampled = await sampledAccuracy(set, sampler, stop);
  if (!sampled) return null;
  const figures = set.sample && (await lookInside(network, set.sample, stop));
  if (set.sample && !figures) return null;
  const exact = set.capabilities.map(({ items }) => items.map(() => 0));
  const loss = set.capabilities.map(() => 0);
  set.batches.forEach(({ owners }, i) => {
    scores[i]!.forEach((score, row) => {
      const { capability, place } = owners[row]!;
      exact[capability]![place] = score.exact ? 1 : 0;
      loss[capability]! += score.loss;
    });
  });
  const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const scored = set.capabilities.map(({ items }) =>
    items.reduce((sum, item) => sum + scoredTokens(item), 0),
  );
  return {
    accuracy: set.capabilities.map(
      ({ items }, c) => sampled.get(c) ?? (items.length ? sumOf(exact[c]!) / items.length : 0),
    ),
    right: exact.map((values, c) => (sampled.has(c) ? '' : values.join(''))),
    loss: loss.map((l, c) => (scored[c]! > 0 ? l / scored[c]! : 0)),
    ...figures,
  };
}
