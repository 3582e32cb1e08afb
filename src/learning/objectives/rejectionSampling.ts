// Rejection-sampling fine-tuning (Zelikman et al. 2022, STaR, arXiv 2203.14465; Yuan et al. 2023, RFT, arXiv 2308.01825;
// Gulcehre et al. 2023, ReST, arXiv 2308.08998): the model answers the stream's prompts itself, and is fine-tuned on those
// of its answers that are right. The stream's own answers are never seen.

import type { NumberParam } from '../../core/params.ts';
import { hashString, Rng } from '../../core/rng.ts';
import { copyVector } from '../../engine/flatVector.ts';
import type { Item } from '../example.ts';
import {
  answerPrompts,
  type AnsweredPrompt,
  figuresOf,
  rightExamples,
} from '../parts/ownAnswers.ts';
import type { StreamItem } from '../stream.ts';
import { type ObjectivePlugin, PLAIN_COST, SAMPLED_SEQUENCE } from './objective.ts';

const whole = { kind: 'number', min: 1, step: 1, format: 'plain' } as const;

const params = {
  samples: {
    ...whole,
    label: 'answers per prompt',
    symbol: 'K',
    help: 'Answers that are sampled and checked. More of them find right ones to harder prompts.',
    default: 8,
    max: 16,
    scale: 'linear',
  },
  kept: {
    ...whole,
    label: 'right answers kept per prompt',
    help: 'At most this many different ones, so that easy prompts do not outweigh hard ones.',
    default: 1,
    max: 8,
    scale: 'linear',
  },
  interval: {
    ...whole,
    label: 'resampled every',
    help: 'Steps between two looks at the weights that answer, and once at the start of each phase: 1 samples from the weights as they are.',
    default: 50,
    max: 1000,
    scale: 'log',
  },
} as const satisfies Record<string, NumberParam>;

/** A row that trains nothing, so that batches keep their shape where no answer was right. */
const untrained = (source: StreamItem): StreamItem => {
  const { item } = source;
  const silent: Item = { ...item, weights: item.weights.map(() => 0) };
  return { ...source, item: silent };
};

/** `kept` rows per prompt: all prompts' first right answers, then all second ones; prompts with fewer leave rows untrained. */
export function keptRows(prompts: readonly AnsweredPrompt[], kept: number): StreamItem[] {
  const examples = prompts.map((prompt) => rightExamples(prompt, kept));
  return Array.from({ length: kept }, (_, k) =>
    prompts.map(({ source }, p) => examples[p]![k] ?? untrained(source)),
  ).flat();
}

export const rejectionSampling: ObjectivePlugin<typeof params> = {
  info: {
    id: 'rejection-sampling',
    family: 'on-policy-data',
    label: 'Rejection-sampling fine-tuning',
    summary: 'Samples its own answers, keeps those that are right, and is fine-tuned on them.',
    equation: String.raw`-\nabla \log p_\theta(y \mid x), \quad y \sim p_{\theta_{\text{then}}}(\cdot \mid x),\ r(x, y) = 1`,
    mainKnob: 'samples',
    worksWhen:
      'Answers can be checked and the model is right now and then: what it learns is close to what it would have said.',
    failsWhen:
      'No sampled answer is right: such prompts teach nothing, and only the coverage says so.',
    params,
    citation: {
      text: 'Zelikman et al. 2022, STaR: Bootstrapping Reasoning With Reasoning',
      url: 'https://arxiv.org/abs/2203.14465',
    },
  },
  trains: true,
  samplesAnswers: true,
  rows: ({ kept }) => kept,
  cost: ({ samples, kept, interval }) => ({
    ...PLAIN_COST,
    vectors: interval > 1 ? 1 : 0,
    passes: kept - 1 + samples * SAMPLED_SEQUENCE,
  }),
  create({ verbs, seed, samplerOf, rewardOf }, { samples, kept, interval }) {
    const { parameters } = verbs;
    const answering = interval > 1 ? verbs.vector('answering') : parameters;
    const look =
      interval > 1 ? verbs.record('look', (r) => copyVector(r, parameters, answering)) : null;
    const options = {
      sampler: samplerOf(answering),
      rewardOf,
      count: samples,
      credit: 'exact',
      seed: new Rng(seed, hashString('rejection-sampling')).u32(),
    } as const;
    return {
      async prepare(items, { step, phaseStep }, stop) {
        if (look && phaseStep % interval === 0) await verbs.run(look);
        const prompts = await answerPrompts(items, step, options, stop);
        if (!prompts) return null;
        const rows = keptRows(prompts, kept);
        verbs.spend(rows.length - items.length + items.length * samples * SAMPLED_SEQUENCE);
        const examples = prompts.flatMap((prompt) => rightExamples(prompt, kept));
        return { rows, examples, sampled: figuresOf(prompts) };
      },
      addLoss: (network, batch, step) => [network.lossAndBackward(batch, step)],
    };
  },
};
