// Accuracy of every capability under teacher forcing: one forward pass per capability, no generation. Under greedy decoding
// an answer is exactly right if and only if every answer position's arg-max is right given the right prefix.

import type { Batch } from '../engine/batch.ts';
import { weightSum } from '../engine/batch.ts';
import type { Network } from '../engine/model/network.ts';
import { makeScoredBatch } from './batching.ts';
import type { EvaluatedCapability } from './capabilities.ts';
import { CONTEXT } from './tasks/vocabulary.ts';

/** Held-out items of every capability, batched once per run. */
export interface EvaluationSet {
  readonly capabilities: readonly EvaluatedCapability[];
  readonly batches: readonly { readonly capability: number; readonly batch: Batch }[];
}

/** Accuracy and mean negative log-likelihood per scored token, in the order of the capabilities. */
export interface EvaluationResult {
  readonly accuracy: readonly number[];
  readonly loss: readonly number[];
}

/** Batches the items of each capability on their own, so that short ones are not padded to the longest of another. */
export function makeEvaluationSet(
  capabilities: readonly EvaluatedCapability[],
  maxRows: number,
  maxSequences: number,
): EvaluationSet {
  const perBatch = Math.min(maxSequences, Math.floor(maxRows / CONTEXT));
  const batches = capabilities.flatMap(({ items }, capability) => {
    const chunks = [];
    for (let first = 0; first < items.length; first += perBatch) {
      chunks.push({ capability, batch: makeScoredBatch(items.slice(first, first + perBatch)) });
    }
    return chunks;
  });
  return { capabilities, batches };
}

/** Evaluates a network; null when `stop` cut it short. */
export async function evaluateNetwork(
  network: Network,
  set: EvaluationSet,
  stop?: () => boolean,
): Promise<EvaluationResult | null> {
  const scores = await network.evaluate(
    set.batches.map((b) => b.batch),
    stop,
  );
  if (!scores) return null;
  const exact = set.capabilities.map(() => 0);
  const loss = set.capabilities.map(() => 0);
  const weight = set.capabilities.map(() => 0);
  set.batches.forEach(({ capability, batch }, i) => {
    for (const score of scores[i]!) {
      exact[capability]! += score.exact ? 1 : 0;
      loss[capability]! += score.loss;
    }
    weight[capability]! += weightSum(batch);
  });
  return {
    accuracy: set.capabilities.map(({ items }, c) => (items.length ? exact[c]! / items.length : 0)),
    loss: loss.map((l, c) => (weight[c]! > 0 ? l / weight[c]! : 0)),
  };
}
