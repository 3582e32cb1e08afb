// Re-invocation (Thinking Machines Lab 2025, "On-Policy Distillation"; Agarwal et al. 2024, GKD, arXiv 2306.13649): what a
// phase has made the model forget, the self from before it still knows. The last steps of the phase answer general prompts
// and learn, at every token of their own answers, from that earlier self. Analytic over the vocabulary in place of the
// sampled advantage -(log p(y) - log p_earlier(y)), which has the same mean gradient and more noise.

import type { ChoiceParam, NumberParam, Values } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import type { Batch } from '../../engine/batch.ts';
import { copyVector } from '../../engine/flatVector.ts';
import { makeBatch } from '../batching.ts';
import type { Item } from '../example.ts';
import type { Method, MethodContext } from '../roles.ts';
import { DIVERGENCE_PASSES } from '../modelVerbs.ts';
import { countParam } from '../parts/countParam.ts';
import { earlierExamples } from '../parts/earlierExamples.ts';
import { withAnswer } from '../parts/ownAnswers.ts';
import type { MethodPlugin } from './method.ts';

/** A sampled answer is a forward pass, position by position. */
const SAMPLED_SEQUENCE = 1 / 3;
/** Part of the prompts from the store that is general, where earlier tasks count too. */
const GENERAL_SHARE = 0.5;

const share: NumberParam = {
  kind: 'number',
  label: 'share of each phase',
  symbol: 'ρ',
  help: 'The last part of the steps of every phase, which repairs and takes nothing from the stream.',
  default: 0.25,
  min: 0,
  max: 0.9,
  scale: 'linear',
  format: 'percent',
};

const reference: ChoiceParam<'previous' | 'base'> = {
  kind: 'choice',
  label: 'earlier self',
  help: 'The self that the phase began with, which knows the tasks before it, or the base.',
  default: 'previous',
  options: [
    { value: 'previous', label: "the previous phase's self" },
    { value: 'base', label: 'the base' },
  ],
};

const prompts: ChoiceParam<'general' | 'buffer'> = {
  kind: 'choice',
  label: 'prompts',
  help: "Prompts of the base's own data, or these and prompts of earlier tasks by halves. Their stored answers are not used.",
  default: 'general',
  options: [
    { value: 'general', label: 'stored general prompts' },
    { value: 'buffer', label: 'stored general and earlier prompts' },
  ],
};

const params = {
  share,
  reference,
  prompts,
  batch: countParam('prompts per step', 'Answered and repaired at every such step.', 16, [1, 64]),
  general: countParam('general prompts', "Stored of the base's own data.", 1000, [1, 10_000]),
  perTask: countParam(
    'prompts per task',
    'Stored of each task, where earlier tasks count.',
    100,
    [1, 10_000],
  ),
} as const;

const capacities = ({ prompts: where, general, perTask }: Values<typeof params>) => ({
  general,
  perTask: where === 'buffer' ? perTask : 0,
});

/** Of a phase's steps, the first that repairs. */
export const firstRepair = (rate: number, phaseSteps: number): number =>
  phaseSteps - Math.floor(rate * phaseSteps);

function create(context: MethodContext, values: Values<typeof params>): Method {
  const { verbs, sampler } = context;
  const held = verbs.vector('earlier');
  const hold = verbs.record('hold', (r) => copyVector(r, verbs.parameters, held));
  const divergence = verbs.divergenceFrom('divergence', held);
  const store = earlierExamples('re-invocation', context, capacities(values));
  const seed = new Rng(context.seed, hashString('re-invocation')).u32();
  /** The model's own answers, at a step that repairs. */
  let answered: Batch | null = null;
  return {
    async beginPhase(phase) {
      if (phase === 0 || values.reference === 'previous') await verbs.run(hold);
    },
    async prepare(_, { step, phaseStep, phaseSteps }, stop) {
      answered = null;
      if (phaseStep < firstRepair(values.share, phaseSteps)) return true;
      const rng = new Rng(context.seed, hashString('re-invocation.step'), step);
      const asked = store.buffer.draw(rng, values.batch, GENERAL_SHARE);
      const answers = await sampler.answers(asked, { seed, step }, stop);
      if (!answers) return false;
      verbs.spend(asked.length * SAMPLED_SEQUENCE);
      answered = makeBatch(asked.map((item, i) => withAnswer(item, answers[i]!)));
      return true;
    },
    // A step that repairs learns nothing from the stream: one example without loss stands for it.
    rehearse(rows): readonly Item[] {
      const items = rows.map(({ item }) => item);
      return answered
        ? items.slice(0, 1).map((item) => ({ ...item, weights: item.weights.map(() => 0) }))
        : items;
    },
    addLoss: () =>
      answered
        ? [verbs.pullTowards(divergence, answered, { strength: 1, reverse: true, temperature: 1 })]
        : [],
    afterStep(items) {
      if (answered || values.prompts !== 'buffer') return;
      for (const { item, taskId } of items) store.offer(item, taskId);
    },
    endPhase: () => store.close(),
    storedExamples: () => store.counts,
  };
}

export const reInvocation: MethodPlugin<typeof params> = {
  info: {
    id: 're-invocation',
    family: 'self-distillation',
    label: 'Re-invocation',
    summary: 'Ends every phase by learning from its earlier self what the phase made it forget.',
    equation: String.raw`\nabla_{\theta} \sum_{t} D_{\mathrm{KL}}\!\left( p_\theta \,\|\, p_{\theta_{\text{earlier}}} \right), \quad \text{both}\ p(\cdot \mid x, y_{<t}),\ y \sim p_\theta(\cdot \mid x)`,
    mainKnob: 'share',
    worksWhen:
      'What was forgotten can still be asked for: prompts are at hand, and the earlier self knows the answers.',
    failsWhen:
      'Its own answers have gone so far astray that the earlier self has nothing to say of them, or repairing takes back what was learned.',
    params,
    citation: {
      text: 'Agarwal et al. 2024, On-Policy Distillation of Language Models (GKD); Thinking Machines Lab 2025, On-Policy Distillation',
      url: 'https://arxiv.org/abs/2306.13649',
    },
  },
  choosesBatch: true,
  cost(values, { batchSize, tasks }) {
    const { general, perTask } = capacities(values);
    return {
      vectors: 1,
      passes: (values.share * values.batch * (SAMPLED_SEQUENCE + DIVERGENCE_PASSES)) / batchSize,
      boundarySequences: 0,
      storedExamples: general + tasks * perTask,
    };
  },
  create,
};
