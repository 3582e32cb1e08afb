// Self-distillation fine-tuning (Shenfeld et al. 2026, SDFT, arXiv 2601.19897): the model answers the stream's prompts
// itself, and its distribution at every token of its own answer is drawn to that of a teacher: the same network with older
// weights, which reads a demonstration, the given answer, before the prompt. Analytic over the vocabulary, one answer a
// prompt, gradient through the student only. Without a demonstration it is on-policy distillation from an earlier self
// (Agarwal et al. 2024, GKD, arXiv 2306.13649); on the given answers, offline context distillation.

import type { ChoiceParam, NumberParam, Values } from '../../core/params.ts';
import { hashString, Rng } from '../../core/rng.ts';
import { addScaled, copyVector, type FlatVector, scale } from '../../engine/flatVector.ts';
import { answerStart, type Item } from '../example.ts';
import type { Objective } from '../roles.ts';
import type { ModelVerbs } from '../modelVerbs.ts';
import { type TaughtAnswer, taughtAnswer, taughtBatch } from '../parts/demonstrated.ts';
import { answerPrompts, figuresOf } from '../parts/ownAnswers.ts';
import type { StreamItem } from '../stream.ts';
import {
  type ObjectiveContext,
  type ObjectivePlugin,
  PLAIN_COST,
  SAMPLED_SEQUENCE,
} from './objective.ts';

type Teacher = 'average' | 'live' | 'base' | 'previous';

const teacher: ChoiceParam<Teacher> = {
  kind: 'choice',
  label: 'teacher',
  help: 'Whose weights read the demonstration. The latest weights as their own teacher may run away; the base never learns what the stream has taught since.',
  default: 'average',
  options: [
    { value: 'average', label: 'a running average of the weights (paper)' },
    { value: 'live', label: 'the weights as they are' },
    { value: 'previous', label: "the previous phase's self" },
    { value: 'base', label: 'the base' },
  ],
};

const rate: NumberParam = {
  kind: 'number',
  label: 'update rate of the teacher',
  symbol: 'α',
  help: 'Part of the way to the weights that the running average goes at each step; only for that teacher.',
  default: 0.02,
  min: 0,
  max: 1,
  smallest: 0.001,
  scale: 'log',
  format: 'plain',
};

const demonstration: ChoiceParam<'given' | 'none'> = {
  kind: 'choice',
  label: 'demonstration',
  help: 'What the teacher reads before the prompt. With none it knows no more than its weights do: an earlier self then only holds the student back.',
  default: 'given',
  options: [
    { value: 'given', label: 'the given answer' },
    { value: 'none', label: 'none (distillation from an earlier self)' },
  ],
};

const data: ChoiceParam<'own' | 'given'> = {
  kind: 'choice',
  label: 'compared on',
  help: "The student's own answer, one to each prompt, or the given one: that is the offline form, context distillation.",
  default: 'own',
  options: [
    { value: 'own', label: 'an answer of its own (on-policy)' },
    { value: 'given', label: 'the given answer (offline)' },
  ],
};

const direction: ChoiceParam<'reverse' | 'forward'> = {
  kind: 'choice',
  label: 'direction',
  help: 'Reverse, KL(student | teacher), keeps from what the teacher would not say. Forward, KL(teacher | student), are soft targets.',
  default: 'reverse',
  options: [
    { value: 'reverse', label: 'reverse (paper)' },
    { value: 'forward', label: 'forward (soft targets)' },
  ],
};

const params = { teacher, rate, demonstration, data, direction } as const;
type SelfDistillationValues = Values<typeof params>;

/** The teacher's forward pass, over sequences about twice as long where a demonstration comes before the prompt. */
const teacherPasses = (values: SelfDistillationValues): number =>
  values.demonstration === 'given' ? 2 / 3 : 1 / 3;

const samples = (values: SelfDistillationValues): number => (values.data === 'own' ? 1 : 0);

/** The teacher's weights, and what brings them up to date before a step. */
function teacherOf(
  verbs: ModelVerbs,
  values: SelfDistillationValues,
): { readonly vector: FlatVector; follow(step: number, phaseStep: number): Promise<void> } {
  const { parameters } = verbs;
  if (values.teacher === 'live') return { vector: parameters, follow: () => Promise.resolve() };
  const vector = verbs.vector('teacher');
  const hold = verbs.record('hold', (r) => copyVector(r, parameters, vector));
  const average = verbs.record('average', (r) => {
    scale(r, vector, 1 - values.rate);
    addScaled(r, parameters, vector, values.rate);
  });
  return {
    vector,
    async follow(step, phaseStep) {
      if (step === 0 || (values.teacher === 'previous' && phaseStep === 0)) await verbs.run(hold);
      else if (values.teacher === 'average') await verbs.run(average);
    },
  };
}

function create(
  { verbs, seed, samplerOf, rewardOf }: ObjectiveContext,
  values: SelfDistillationValues,
): Objective {
  const weights = teacherOf(verbs, values);
  const teaching = verbs.teacher('distillation', weights.vector);
  const options = {
    sampler: samplerOf(verbs.parameters),
    rewardOf,
    count: 1,
    credit: 'exact',
    seed: new Rng(seed, hashString('self-distillation')).u32(),
  } as const;
  /** What of the step's examples is taught by the teacher. Others, such as replayed ones, are taught by their targets. */
  let answers = new Map<Item, TaughtAnswer>();
  const teach = (source: StreamItem, answer: readonly number[]): StreamItem => {
    const taught = taughtAnswer(source.item, answer, values.demonstration === 'given');
    answers.set(taught.student, taught);
    return { ...source, item: taught.student };
  };
  return {
    async prepare(items, { step, phaseStep }, stop) {
      await weights.follow(step, phaseStep);
      answers = new Map();
      verbs.spend(items.length * (teacherPasses(values) + samples(values) * SAMPLED_SEQUENCE));
      if (values.data === 'given') {
        const rows = items.map((i) => teach(i, i.item.tokens.slice(answerStart(i.item))));
        return { rows, examples: items };
      }
      const prompts = await answerPrompts(items, step, options, stop);
      if (!prompts) return null;
      const rows = prompts.map(({ source, answers: [own] }) => ({
        ...teach(source, own!.tokens),
        drawn: own!.logProbabilities,
      }));
      // The given answer was seen, as the demonstration: it may be remembered.
      return { rows, examples: items, sampled: figuresOf(prompts) };
    },
    addLoss: (_, __, step, items) => [
      verbs.learnFrom(teaching, taughtBatch(items, answers), {
        step,
        reverse: values.direction === 'reverse',
      }),
    ],
  };
}

export const selfDistillation: ObjectivePlugin<typeof params> = {
  info: {
    id: 'self-distillation',
    family: 'self-distillation',
    label: 'Self-distillation',
    summary:
      'Answers by itself and learns from how it would have answered after reading the given answer.',
    equation: String.raw`\nabla_{\theta} \sum_{t} D_{\mathrm{KL}}\!\left( p_\theta \,\|\, p_{\varphi, c} \right), \quad p_\theta = p_\theta(\cdot \mid x, y_{<t}),\ p_{\varphi, c} = p_\varphi(\cdot \mid c, x, y_{<t}),\ y \sim p_\theta(\cdot \mid x)`,
    mainKnob: 'rate',
    worksWhen:
      'The model follows demonstrations, and its own answers reach near what they show: many answers are right, or it half knows the task.',
    failsWhen:
      'It does not read demonstrations, as small models seldom do, or its own answers are nothing like the given one: the teacher then has little to say of them.',
    params,
    citation: {
      text: 'Shenfeld et al. 2026, Self-Distillation Enables Continual Learning',
      url: 'https://arxiv.org/abs/2601.19897',
    },
  },
  trains: true,
  samplesAnswers: true,
  slots: 2,
  rows: () => 1,
  cost: (values) => ({
    ...PLAIN_COST,
    vectors: values.teacher === 'live' ? 0 : 1,
    passes: teacherPasses(values) + samples(values) * SAMPLED_SEQUENCE,
  }),
  create,
};
