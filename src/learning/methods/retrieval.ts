// Retrieval into the context: the weights learn nothing. Every example that the stream shows is stored; to answer, the
// stored examples whose prompts are most like the one at hand are put before it, as `prompt=answer|prompt=`, the form in
// which the base was taught to follow demonstrations. The context is 48 tokens, of which 16 stay free for an answer: two or
// three examples fit, and less similar ones are left out when they do not.

import type { NumberParam } from '../../core/params.ts';
import type { Item } from '../example.ts';
import { countParam } from '../parts/countParam.ts';
import { withDemonstrations } from '../parts/demonstrations.ts';
import { episodicMemory } from '../parts/episodicMemory.ts';
import { type PromptKey, promptKey, similarity } from '../parts/similarity.ts';
import type { MethodPlugin } from './method.ts';

/** Prompts that have less in common than this have nothing to do with each other. */
const LEAST_SIMILARITY = 0.5;

const shown: NumberParam = {
  ...countParam(
    'examples shown',
    'Stored examples put before the prompt, as far as the context of 48 tokens has room.',
    2,
    [0, 4],
  ),
  symbol: 'k',
};

const params = {
  shown,
  perTask: countParam(
    'examples per task',
    'Distinct examples stored of each task, the first that come.',
    500,
    [1, 10_000],
  ),
} as const;

interface Stored {
  readonly item: Item;
  readonly key: PromptKey;
}

/** The `count` stored examples most like the item, most alike first; of equals, the later one. */
function retrieve(stored: readonly Stored[], item: Item, count: number): Item[] {
  const key = promptKey(item);
  return stored
    .map((s, order) => ({ ...s, order, score: similarity(key, s.key) }))
    .filter(({ score }) => score >= LEAST_SIMILARITY)
    .sort((a, b) => b.score - a.score || b.order - a.order)
    .slice(0, count)
    .map((s) => s.item);
}

export const retrieval: MethodPlugin<typeof params> = {
  info: {
    id: 'retrieval',
    family: 'memory',
    label: 'Retrieval into the context',
    summary: 'Stores examples and shows the model the most similar ones before each prompt.',
    equation: String.raw`p_\theta\!\left(y \mid d_k, \dots, d_1, x\right), \quad d_i = \text{the stored example } i\text{th most like } x`,
    mainKnob: 'shown',
    worksWhen:
      'What is asked was stored, in the same words or nearly so, and the base follows demonstrations: facts.',
    failsWhen:
      'The answer has to be worked out and no stored example has it: the model repeats the one it is shown. Without its memory it knows nothing new.',
    params,
    citation: {
      text: 'Lewis et al. 2020, Retrieval-augmented generation for knowledge-intensive NLP tasks',
      url: 'https://arxiv.org/abs/2005.11401',
    },
  },
  remembers: true,
  cost: (values, { tasks }) => ({
    vectors: 0,
    passes: 0,
    boundarySequences: 0,
    storedExamples: values.shown === 0 ? 0 : tasks * values.perTask,
  }),
  create(_, values) {
    if (values.shown === 0) return {};
    const memory = episodicMemory(values.perTask);
    const stored: Stored[] = [];
    return {
      afterStep(items) {
        for (const { item, taskId } of items) {
          if (memory.offer(item, taskId)) stored.push({ item, key: promptKey(item) });
        }
      },
      recall: (item) => withDemonstrations(item, retrieve(stored, item, values.shown)),
      storedExamples: () => memory.counts,
    };
  },
};
