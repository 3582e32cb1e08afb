// On-policy reinforcement learning with verifiable rewards: the model answers the stream's prompts itself, several times
// each, and answers that are worth more than expected become likelier. The stream's own answers are never seen. One step per
// batch of samples, so the ratio of the importance-sampled objective is 1 and nothing is clipped.

import type { Credit } from '../example.ts';
import type { ChoiceParam, NumberParam, Values } from '../../core/params.ts';
import { hashString, Rng } from '../../core/rng.ts';
import { ANSWER_TOKENS } from '../answerSampler.ts';
import type { Objective } from '../roles.ts';
import { advantages, type Estimator, runningBaseline, tokenWeight } from '../parts/advantages.ts';
import {
  answerPrompts,
  type AnsweredPrompt,
  figuresOf,
  rightExamples,
  withAnswer,
} from '../parts/ownAnswers.ts';
import type { StreamItem } from '../stream.ts';
import {
  type ObjectiveContext,
  type ObjectivePlugin,
  PLAIN_COST,
  SAMPLED_SEQUENCE,
} from './objective.ts';

const group: NumberParam = {
  kind: 'number',
  label: 'answers per prompt',
  symbol: 'G',
  help: 'The group that is sampled for each prompt of a step and compared with each other; a step trains on all of them.',
  default: 8,
  min: 2,
  max: 16,
  step: 1,
  scale: 'linear',
  format: 'plain',
};

const advantage: ChoiceParam<Estimator> = {
  kind: 'choice',
  label: 'advantage',
  help: 'What an answer is compared with, and how its gradient is scaled.',
  default: 'grpo',
  options: [
    {
      value: 'grpo',
      label: 'GRPO: (r − mean) / (deviation + 1e-4), mean over the tokens of an answer',
    },
    {
      value: 'dr-grpo',
      label: 'Dr. GRPO: r − mean, tokens summed and divided by a constant length',
    },
    { value: 'rloo', label: 'RLOO: r − mean of the other answers, tokens summed' },
    { value: 'reinforce', label: 'REINFORCE: r − running mean of earlier steps, tokens summed' },
  ],
};

const credit: ChoiceParam<Credit> = {
  kind: 'choice',
  label: 'reward',
  help: 'Exact: 1 for a right answer with its end, else 0. Partial: the share of it that is right, for tasks that are never solved by chance.',
  default: 'exact',
  options: [
    { value: 'exact', label: 'exact' },
    { value: 'partial', label: 'partial credit' },
  ],
};

const params = { group, advantage, credit } as const;

/** Every sampled answer as a row, its tokens weighted by the advantage. */
export function weightedRows(
  { source, answers }: AnsweredPrompt,
  estimator: Estimator,
  baseline: number,
): StreamItem[] {
  const rewards = answers.map((a) => a.reward);
  const values = advantages(estimator, rewards, baseline);
  return answers.map(({ tokens, logProbabilities: drawn }, i) => {
    const lengths = { tokens: tokens.length, longest: ANSWER_TOKENS };
    const weight = tokenWeight(estimator, values[i]!, lengths);
    return { ...source, item: withAnswer(source.item, tokens, weight), drawn };
  });
}

function create(
  { verbs, seed, samplerOf, rewardOf }: ObjectiveContext,
  values: Values<typeof params>,
): Objective {
  const baseline = runningBaseline();
  const options = {
    sampler: samplerOf(verbs.parameters),
    rewardOf,
    count: values.group,
    credit: values.credit,
    seed: new Rng(seed, hashString('reinforcement')).u32(),
  };
  return {
    async prepare(items, { step }, stop) {
      const prompts = await answerPrompts(items, step, options, stop);
      if (!prompts) return null;
      const rows = prompts.flatMap((p) => weightedRows(p, values.advantage, baseline.value));
      const sampled = figuresOf(prompts);
      // Only now: a baseline that had seen these answers would bias their gradient.
      baseline.add(sampled.reward);
      verbs.spend(rows.length - items.length + rows.length * SAMPLED_SEQUENCE);
      // What is remembered of the step: one right answer to each prompt that has one.
      return { rows, examples: prompts.flatMap((p) => rightExamples(p, 1)), sampled };
    },
    // The mean over answers; the sum of the weights, which may be 0 or less, is no normaliser here.
    addLoss: (network, batch, step) => [
      network.lossAndBackward(batch, step, { normaliser: batch.rows }),
    ],
  };
}

export const reinforcement: ObjectivePlugin<typeof params> = {
  info: {
    id: 'rl',
    family: 'rl',
    label: 'On-policy RL',
    summary:
      'Samples its own answers and makes those likelier that are worth more than the others.',
    equation: String.raw`-\frac{1}{G} \sum_{i} A_i\, \nabla \log p_\theta(y_i \mid x), \quad y_i \sim p_\theta(\cdot \mid x)`,
    mainKnob: 'group',
    worksWhen:
      'Answers can be checked, several may be right, and the model already finds one now and then.',
    failsWhen:
      'No answer of a group is right, or all are: then it has nothing to compare. It costs several times as much.',
    params,
    citation: {
      text: 'Shao et al. 2024, DeepSeekMath (GRPO); Ahmadian et al. 2024 (RLOO); Liu et al. 2025 (Dr. GRPO); Williams 1992 (REINFORCE)',
      url: 'https://arxiv.org/abs/2402.03300',
    },
  },
  trains: true,
  samplesAnswers: true,
  choosesBatch: true,
  rows: (values) => values.group,
  cost: (values) => ({
    ...PLAIN_COST,
    passes: values.group - 1 + values.group * SAMPLED_SEQUENCE,
  }),
  create,
};
