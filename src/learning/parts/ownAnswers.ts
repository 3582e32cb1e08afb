// Answers that the model gave itself, with what they are worth: shared by the objectives that learn from own samples.

import type { AnswerSampler } from '../answerSampler.ts';
import { type Credit, type Item, type Reward, promptTokens } from '../example.ts';
import type { SampledFigures } from '../roles.ts';
import type { StreamItem } from '../stream.ts';

/** One of the sampled answers to a prompt. */
export interface OwnAnswer {
  readonly tokens: readonly number[];
  /** With which each token was drawn, in nats. */
  readonly logProbabilities: ArrayLike<number>;
  /** Of the distribution that each token was drawn from, in nats. */
  readonly entropies: ArrayLike<number>;
  /** 0 to 1; 1 exactly where it is right. */
  readonly reward: number;
}

/** A prompt of the stream and all that was answered to it. */
export interface AnsweredPrompt {
  readonly source: StreamItem;
  readonly answers: readonly OwnAnswer[];
}

export interface OwnAnswerOptions {
  readonly sampler: AnswerSampler;
  readonly rewardOf: (taskId: string) => Reward;
  /** Answers to each prompt. */
  readonly count: number;
  readonly credit: Credit;
  readonly seed: number;
}

/** Samples and verifies answers to all prompts at once; null when `stop` cut it short. */
export async function answerPrompts(
  items: readonly StreamItem[],
  step: number,
  { sampler, rewardOf, count, credit, seed }: OwnAnswerOptions,
  stop?: () => boolean,
): Promise<AnsweredPrompt[] | null> {
  const asked = items.flatMap(({ item }) => Array.from({ length: count }, () => item));
  const sampled = await sampler.drawnAnswers(asked, { seed, step }, stop);
  if (!sampled) return null;
  return items.map((source, i) => {
    const reward = rewardOf(source.taskId);
    const answers = sampled.slice(i * count, (i + 1) * count);
    return {
      source,
      answers: answers.map(({ tokens: drawn, logProbabilities, entropies }) => {
        const tokens = [...drawn];
        const worth = reward(source.item, tokens, credit);
        return { tokens, logProbabilities, entropies, reward: worth };
      }),
    };
  });
}

/** A prompt with an answer, every token of which has this loss weight. */
export function answerTo(prompt: readonly number[], answer: readonly number[], weight = 1): Item {
  const scored = [...prompt.map(() => false), ...answer.map(() => true)];
  return {
    tokens: [...prompt, ...answer],
    weights: scored.map((s) => (s ? weight : 0)),
    scored,
  };
}

/** The prompt of an item with another answer, every token of which has this loss weight. */
export function withAnswer(item: Item, answer: readonly number[], weight = 1): Item {
  return answerTo(promptTokens(item), answer, weight);
}

/** The right answers to a prompt as examples, each answer once, the first `most` of them. */
export function rightExamples({ source, answers }: AnsweredPrompt, most: number): StreamItem[] {
  const right = answers.filter(({ reward }) => reward === 1).map(({ tokens }) => tokens);
  const distinct = [...new Map(right.map((tokens) => [tokens.join(), tokens])).values()];
  return distinct
    .slice(0, most)
    .map((tokens) => ({ ...source, item: withAnswer(source.item, tokens) }));
}

/** Mean reward of the answers, share of prompts to which at least one is right, and mean entropy over all their tokens. */
export function figuresOf(prompts: readonly AnsweredPrompt[]): SampledFigures {
  const mean = (values: readonly number[]) =>
    values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
  const given = prompts.flatMap(({ answers }) => answers);
  const covered = prompts.filter(({ answers }) => answers.some((a) => a.reward === 1));
  return {
    reward: mean(given.map((a) => a.reward)),
    coverage: covered.length / Math.max(1, prompts.length),
    entropy: mean(given.flatMap((a) => Array.from(a.entropies))),
  };
}
