// Advantages of sampled answers and how each policy-gradient method spreads them over an answer's tokens. Pure functions, so
// that they can be held against hand-worked cases and exact gradients.

/** The estimators, by the name of their paper. */
export type Estimator = 'reinforce' | 'rloo' | 'grpo' | 'dr-grpo';

const meanOf = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length;

/** Added to the standard deviation, so that a group of equal rewards gives zeros. */
const GRPO_EPSILON = 1e-4;

/** Standard deviation of a sample: divided by n - 1. */
function sampleDeviation(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.map((v) => (v - mean) ** 2);
  return Math.sqrt(squares.reduce((a, b) => a + b, 0) / Math.max(1, values.length - 1));
}

/**
 * One advantage per answer of one prompt's group of two or more.
 *   reinforce: r - b, b a running mean of earlier steps' rewards (Williams 1992)
 *   rloo: r - the mean of the others (Kool et al. 2019; Ahmadian et al. 2024, arXiv 2402.14740)
 *   grpo: (r - mean) / (sample standard deviation + 1e-4) (Shao et al. 2024, arXiv 2402.03300)
 *   dr-grpo: r - mean (Liu et al. 2025, arXiv 2503.20783)
 */
export function advantages(
  estimator: Estimator,
  rewards: readonly number[],
  baseline: number,
): number[] {
  const group = rewards.length;
  const centred = rewards.map((r) => r - meanOf(rewards));
  switch (estimator) {
    case 'reinforce':
      return rewards.map((r) => r - baseline);
    case 'rloo':
      return centred.map((c) => (c * group) / (group - 1));
    case 'grpo':
      return centred.map((c) => c / (sampleDeviation(rewards) + GRPO_EPSILON));
    case 'dr-grpo':
      return centred;
  }
}

/**
 * What the negative log-likelihood of each token of an answer is multiplied by, before the mean over all answers: the
 * advantage itself (the answer's whole log-likelihood), divided by the answer's length (grpo: a mean over tokens first), or
 * divided by the longest length that any answer may have (dr-grpo: a constant, so that length does not matter).
 */
export function tokenWeight(
  estimator: Estimator,
  advantage: number,
  { tokens, longest }: { readonly tokens: number; readonly longest: number },
): number {
  switch (estimator) {
    case 'reinforce':
    case 'rloo':
      return advantage;
    case 'grpo':
      return advantage / tokens;
    case 'dr-grpo':
      return advantage / longest;
  }
}

/** Share of the past that a running baseline keeps at each step. */
const BASELINE_DECAY = 0.9;

/** A running mean of rewards that starts at the first mean it is given, and is 0 before that. */
export function runningBaseline() {
  let sum = 0;
  let weight = 0;
  return {
    get value(): number {
      return weight > 0 ? sum / weight : 0;
    },
    add(reward: number): void {
      sum = BASELINE_DECAY * sum + (1 - BASELINE_DECAY) * reward;
      weight = BASELINE_DECAY * weight + (1 - BASELINE_DECAY);
    },
  };
}
