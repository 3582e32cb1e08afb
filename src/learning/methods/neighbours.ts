// kNN-LM (Khandelwal et al. 2020, arXiv 1911.00172): the weights learn nothing. At every answer token of every new example
// the model's hidden state is stored with the token that follows. To answer, the stored states nearest to the present one
// vote for what followed them, and their vote is mixed into the model's own distribution.

import type { NumberParam } from '../../core/params.ts';
import { makeBatch } from '../batching.ts';
import type { Item } from '../example.ts';
import { countParam } from '../parts/countParam.ts';
import { episodicMemory } from '../parts/episodicMemory.ts';
import type { MethodPlugin } from './method.ts';

/** Most answer tokens stored of an example on average: five letters doubled, and the newline. */
const STATES_PER_EXAMPLE = 11;

const share: NumberParam = {
  kind: 'number',
  label: 'share of the neighbours',
  symbol: 'λ',
  help: 'Weight of what the nearest stored states say; the rest is what the model says.',
  default: 0.5,
  min: 0,
  max: 1,
  scale: 'linear',
  format: 'percent',
};

const params = {
  share,
  neighbours: countParam('neighbours', 'Nearest stored states that are asked.', 8, [1, 16]),
  temperature: {
    kind: 'number',
    label: 'temperature',
    symbol: 'T',
    help: 'Of the softmax over distances, in units of their mean: near 0 only the nearest counts.',
    default: 0.1,
    min: 0.01,
    max: 10,
    scale: 'log',
    format: 'plain',
  },
  perTask: countParam(
    'examples per task',
    'Distinct examples stored of each task, the first that come.',
    200,
    [1, 1000],
  ),
} as const satisfies Record<string, NumberParam>;

/** An item that carries no loss: it fills a batch up, so that all batches have one size and few programs are recorded. */
const silent = (item: Item): Item => ({ ...item, weights: item.weights.map(() => 0) });

export const neighbours: MethodPlugin<typeof params> = {
  info: {
    id: 'knn-lm',
    family: 'memory',
    label: 'kNN-LM',
    summary: 'Stores hidden states with what followed them, and lets the nearest vote.',
    equation: String.raw`\lambda\, p_{k\text{NN}} + (1 - \lambda)\, p_\theta, \quad p_{k\text{NN}}(v \mid x) = \sum_{i \in N(h)} \operatorname{softmax}\!\left(-\tfrac{\lVert h - h_i \rVert^2}{T}\right)_{\!i} [v = v_i]`,
    mainKnob: 'share',
    worksWhen: 'The same prompt comes back, or one that the model sees alike: facts.',
    failsWhen:
      'Prompts that need different answers look alike to the base. The neighbours vote on every prompt, however far away: what is not in the store suffers.',
    params,
    citation: {
      text: 'Khandelwal et al. 2020, Generalization through memorization: nearest neighbor language models',
      url: 'https://arxiv.org/abs/1911.00172',
    },
  },
  remembers: true,
  scoresGivenAnswers: true,
  cost(values, { tasks }) {
    const storedExamples = values.share === 0 ? 0 : tasks * values.perTask;
    return {
      vectors: 0,
      // One forward pass over what is new, at most the step's own examples.
      passes: values.share === 0 ? 0 : 1 / 3,
      boundarySequences: 0,
      storedExamples,
      storedStates: STATES_PER_EXAMPLE * storedExamples,
    };
  },
  create({ verbs, batchSize, phases }, values) {
    if (values.share === 0) return {};
    const memory = episodicMemory(values.perTask);
    const tasks = new Set(phases.flatMap((phase) => phase.tasks.map((t) => t.id))).size;
    const states = verbs.neighbours('states', {
      ...values,
      capacity: STATES_PER_EXAMPLE * values.perTask * tasks,
    });
    return {
      async afterStep(items) {
        const fresh = items.filter(({ item, taskId }) => memory.offer(item, taskId));
        for (let first = 0; first < fresh.length; first += batchSize) {
          const batch = fresh.slice(first, first + batchSize).map(({ item }) => item);
          const filling = Array.from({ length: batchSize - batch.length }, () => silent(batch[0]!));
          await verbs.remember(states, makeBatch([...batch, ...filling]));
        }
      },
      changeLogits: () => states,
      storedExamples: () => memory.counts,
    };
  },
};
