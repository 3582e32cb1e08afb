// Recall of values by key from the context (multi-query associative recall, Arora et al. 2023, arXiv 2312.04927):
// `a3k1z9=k1z9a3`. Keys are given, values are asked.

import type { Draft, Segment } from './item.ts';
import type { Rng } from '../../core/rng.ts';
import { stringTask } from './stringTask.ts';
import type { Task } from './task.ts';
import { LETTERS } from './words.ts';

const PAIRS = 3;

/**
 * Each query is for a key not asked before and shows its true value afterwards, so a model that only crosses out the
 * values already used, without reading keys, is right 1/3 x 1/2 x 1 of the time.
 */
const CHANCE = 1 / 6;

function recallDraft(rng: Rng, keyCount: number): Draft {
  const keys = rng.shuffled([...LETTERS.slice(0, keyCount)]).slice(0, PAIRS);
  const pairs = keys.map((key) => ({ key, value: String(rng.below(10)) }));
  const prompt = `${pairs.map((p) => p.key + p.value).join('')}=`;
  const queries = rng.shuffled(pairs).flatMap(({ key, value }): Segment[] => [
    { text: key, loss: false, scored: false },
    { text: value, loss: true, scored: true },
  ]);
  const segments = [
    { text: prompt, loss: false, scored: false },
    ...queries,
    { text: '\n', loss: false, scored: false },
  ];
  return { prompt, segments };
}

interface RecallOptions {
  /** Letters that can be keys, from a on. Few keys make the phase change in which recall is learned come sooner. */
  readonly keys: number;
}

/** The recall task with the given number of possible keys. */
export function recallTask({ keys }: RecallOptions): Task {
  return stringTask({
    id: 'recall',
    label: 'Recall',
    short: 'recall',
    summary: 'Looks up the values of three keys given in the prompt.',
    group: 'general',
    examples: [{ prompt: 'a3k1z9', answer: 'k1z9a3' }],
    chance: CHANCE,
    draw: (rng) => recallDraft(rng, keys),
  });
}

export const RECALL = recallTask({ keys: LETTERS.length });

/** With few keys, as bases learn it first. */
export const RECALL_FEW_KEYS = recallTask({ keys: 8 });
