// KL to a reference: the model's answers may not move far from those of an earlier self, compared over the whole vocabulary
// at every answer position. The family holds distillation from a previous self (on stored examples), Learning without
// Forgetting (Li and Hoiem 2016, arXiv 1606.09282: forward, on the present task's inputs, temperature 2) and the penalty of
// KL-regularised reinforcement learning (reverse, on the present samples).

import type { ChoiceParam, NumberParam, Values } from '../../core/params.ts';
import { hashString, Rng } from '../../core/rng.ts';
import { copyVector } from '../../engine/flatVector.ts';
import type { Batch } from '../../engine/batch.ts';
import { makeBatch } from '../batching.ts';
import type { Method, MethodContext } from '../roles.ts';
import { DIVERGENCE_PASSES } from '../modelVerbs.ts';
import { countParam } from '../parts/countParam.ts';
import { earlierExamples } from '../parts/earlierExamples.ts';
import type { MethodPlugin } from './method.ts';

/** Part of the examples from the buffer that is general. */
const GENERAL_SHARE = 0.5;

const strength: NumberParam = {
  kind: 'number',
  label: 'strength',
  symbol: 'β',
  help: 'Weight of the mean divergence per answer token, beside a loss that is a mean per answer token too.',
  default: 1,
  min: 0,
  max: 10,
  smallest: 0.01,
  scale: 'log',
  format: 'plain',
};

const temperature: NumberParam = {
  kind: 'number',
  label: 'temperature',
  symbol: 'τ',
  help: 'Both distributions are softened by it: above 1, unlikely answers count for more.',
  default: 1,
  min: 0.5,
  max: 4,
  scale: 'linear',
  format: 'plain',
};

const reference: ChoiceParam<'previous' | 'base'> = {
  kind: 'choice',
  label: 'reference',
  help: 'The previous phase knows what was learned since; the base does not, and pulls it away again.',
  default: 'previous',
  options: [
    { value: 'previous', label: "the previous phase's self" },
    { value: 'base', label: 'the base' },
  ],
};

const direction: ChoiceParam<'forward' | 'reverse'> = {
  kind: 'choice',
  label: 'direction',
  help: 'Forward, KL(reference | model), keeps every answer that the reference would give. Reverse, KL(model | reference), keeps from answers that it would not give.',
  default: 'forward',
  options: [
    { value: 'forward', label: 'forward (distillation)' },
    { value: 'reverse', label: 'reverse (as in RL)' },
  ],
};

const data: ChoiceParam<'general' | 'buffer' | 'current'> = {
  kind: 'choice',
  label: 'compared on',
  help: "Where the two are compared: stored examples of the base's own data, these and stored examples of earlier tasks by halves, or the batch that is trained on.",
  default: 'general',
  options: [
    { value: 'general', label: 'stored general examples' },
    { value: 'buffer', label: 'stored general and earlier examples' },
    { value: 'current', label: 'the present batch' },
  ],
};

const params = {
  strength,
  reference,
  direction,
  data,
  temperature,
  batch: countParam('stored examples per step', 'Drawn from the store at every step.', 8, [1, 64]),
  general: countParam(
    'general examples',
    "Stored examples of the base's own data.",
    1000,
    [1, 10_000],
  ),
  perTask: countParam(
    'examples per task',
    'Stored of each task, where earlier tasks count.',
    100,
    [1, 10_000],
  ),
} as const;

/** Examples that the store holds: none where the present batch is compared. */
const capacities = ({ data: where, general, perTask }: Values<typeof params>) => ({
  general: where === 'current' ? 0 : general,
  perTask: where === 'buffer' ? perTask : 0,
});

function create(context: MethodContext, values: Values<typeof params>): Method {
  const { verbs, seed } = context;
  const held = verbs.vector('reference');
  const hold = verbs.record('hold', (r) => copyVector(r, verbs.parameters, held));
  const divergence = verbs.divergenceFrom('divergence', held);
  const store = earlierExamples('kl-reference', context, capacities(values));
  const choice = {
    strength: values.strength,
    reverse: values.direction === 'reverse',
    temperature: values.temperature,
  };
  /** What the present step trains on. */
  let present: Batch | null = null;
  return {
    async beginPhase(phase) {
      if (phase === 0 || values.reference === 'previous') await verbs.run(hold);
    },
    addLoss(batch) {
      present = batch;
      return [];
    },
    // A penalty, though it needs data: what looks at the gradient of the data's loss must not see it.
    addPenalty(step) {
      if (values.data === 'current')
        return present
          ? [verbs.pullTowards(divergence, present, choice), ...divergence.estimate(present, step)]
          : [];
      const rng = new Rng(seed, hashString('kl-reference.step'), step);
      const items = store.buffer.draw(rng, values.batch, GENERAL_SHARE);
      return [verbs.pullTowards(divergence, makeBatch(items), choice)];
    },
    afterStep(items) {
      if (values.data !== 'buffer') return;
      for (const { item, taskId } of items) store.offer(item, taskId);
    },
    endPhase: () => store.close(),
    storedExamples: () => store.counts,
  };
}

export const klReference: MethodPlugin<typeof params> = {
  info: {
    id: 'kl-reference',
    family: 'kl',
    label: 'KL to a reference',
    summary: 'Holds the answers, not the weights, near those of an earlier self.',
    equation: String.raw`\nabla L_{\text{new}} + \beta\, \nabla\, \mathbb{E}_{x} \left[ D_{\mathrm{KL}}\!\left( p_{\text{ref}} \,\|\, p_\theta \right) \right]`,
    mainKnob: 'strength',
    worksWhen:
      'It is compared on what has to stay: general and earlier prompts. Weights are free to move as long as the answers stay.',
    failsWhen:
      'It is compared on the new task only, or with a base that does not know the tasks since: it then holds back what is to be learned or kept.',
    params,
    citation: {
      text: 'Li and Hoiem 2016, Learning without Forgetting',
      url: 'https://arxiv.org/abs/1606.09282',
    },
  },
  cost(values, { batchSize, tasks, rows }) {
    const { general, perTask } = capacities(values);
    const sequences = values.data === 'current' ? rows * batchSize : values.batch;
    return {
      vectors: 1,
      passes: (DIVERGENCE_PASSES * sequences) / batchSize,
      boundarySequences: 0,
      storedExamples: general + tasks * perTask,
    };
  },
  create,
};
