// From items to the batches that the engine takes: trimmed to the longest item, in few distinct lengths.

import { AppError } from '../core/errors.ts';
import type { Batch } from '../engine/batch.ts';
import type { DrawnTokens } from '../engine/model/sampledTokens.ts';
import { type Item, answerStart } from './example.ts';
import type { StreamItem } from './stream.ts';
import { CONTEXT, NEWLINE } from './tasks/vocabulary.ts';

/** Lengths are multiples of this, so that few distinct shapes occur and the waste stays small. */
const LENGTH_MULTIPLE = 4;

function batchLength(items: readonly Item[]): number {
  const longest = Math.max(1, ...items.map((item) => item.tokens.length - 1));
  const length = Math.ceil(longest / LENGTH_MULTIPLE) * LENGTH_MULTIPLE;
  if (length <= CONTEXT) return length;
  const message = `batch: expected items of at most ${CONTEXT + 1} tokens, got ${longest + 1}.`;
  throw new AppError('internal', message);
}

/** Position t of a row reads token t and predicts token t + 1; `weightOf(item, i)` is the weight of predicting token i. */
function fillBatch(
  items: readonly Item[],
  padding: number,
  weightOf: (item: Item, i: number) => number,
): Batch {
  const rows = items.length;
  const length = batchLength(items);
  const tokens = new Uint32Array(rows * length).fill(padding);
  const targets = new Uint32Array(rows * length).fill(padding);
  const weights = new Float32Array(rows * length);
  items.forEach((item, row) => {
    for (let t = 0; t + 1 < item.tokens.length; t++) {
      const at = row * length + t;
      tokens[at] = item.tokens[t]!;
      targets[at] = item.tokens[t + 1]!;
      weights[at] = weightOf(item, t + 1);
    }
  });
  return { rows, length, tokens, targets, weights };
}

/** The batch to train on: [items, length], length = the longest item's predictions rounded up to a multiple of 4. */
export function makeBatch(items: readonly Item[], padding = NEWLINE): Batch {
  return fillBatch(items, padding, (item, i) => item.weights[i]!);
}

/** The batch to evaluate on: weight 1 exactly where a token must be right for an exact match. */
export function makeScoredBatch(items: readonly Item[], padding = NEWLINE): Batch {
  return fillBatch(items, padding, (item, i) => (item.scored[i] ? 1 : 0));
}

/**
 * Which positions of the batch of `items` predict tokens that the model drew itself, as those of `rows` say that are among
 * them; null where there is none.
 */
export function drawnTokens(
  rows: readonly StreamItem[],
  items: readonly Item[],
  batch: Batch,
): DrawnTokens | null {
  const drawnOf = new Map(
    rows.flatMap(({ item, drawn }) => (drawn ? [[item, drawn] as const] : [])),
  );
  const counts = new Float32Array(batch.tokens.length);
  const logProbabilities = new Float32Array(batch.tokens.length);
  let total = 0;
  items.forEach((item, row) => {
    const drawn = drawnOf.get(item);
    if (!drawn) return;
    const start = answerStart(item);
    // Token i of a row is predicted at position i - 1. An answer may have been cut where the context ends.
    for (let i = start; i < item.tokens.length; i++) {
      const at = row * batch.length + i - 1;
      counts[at] = 1;
      logProbabilities[at] = drawn[i - start]!;
      total++;
    }
  });
  return total > 0 ? { counts: counts.map((c) => c / total), logProbabilities } : null;
}
