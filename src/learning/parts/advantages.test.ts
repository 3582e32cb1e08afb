// The four estimators on hand-worked groups, and on a policy of a few arms against the exact policy gradient, by enumerating
// everything that could have been sampled and taking the gradient from the loss itself.

import { describe, expect, test } from 'vitest';
import { crossEntropy } from '../../engine/reference/loss.ts';
import { advantages, type Estimator, runningBaseline, tokenWeight } from './advantages.ts';

const ALL: readonly Estimator[] = ['reinforce', 'rloo', 'grpo', 'dr-grpo'];

const closeTo = (actual: readonly number[], expected: readonly number[], digits = 3) =>
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, digits));

describe('advantages of rewards 1, 0, 0, 0', () => {
  const rewards = [1, 0, 0, 0];

  test('by hand', () => {
    closeTo(advantages('reinforce', rewards, 0.4), [0.6, -0.4, -0.4, -0.4], 12);
    closeTo(advantages('rloo', rewards, 9), [1, -1 / 3, -1 / 3, -1 / 3], 12);
    // Mean 1/4, sample standard deviation 1/2.
    closeTo(advantages('grpo', rewards, 9), [1.5, -0.5, -0.5, -0.5]);
    closeTo(advantages('dr-grpo', rewards, 9), [0.75, -0.25, -0.25, -0.25], 12);
  });

  test('an advantage of 3 over 6 of at most 16 tokens', () => {
    const weights = ALL.map((e) => tokenWeight(e, 3, { tokens: 6, longest: 16 }));
    expect(weights).toEqual([3, 3, 0.5, 3 / 16]);
  });

  test.each(['rloo', 'grpo', 'dr-grpo'] as const)(
    'a group of equal rewards: %s gives zeros',
    (e) => {
      for (const r of [0, 1]) closeTo(advantages(e, [r, r, r, r], 9), [0, 0, 0, 0], 12);
    },
  );
});

test('the running baseline is 0, then the first mean, then nine parts of the past', () => {
  const baseline = runningBaseline();
  expect(baseline.value).toBe(0);
  baseline.add(0.5);
  expect(baseline.value).toBeCloseTo(0.5, 12);
  baseline.add(1);
  // (0.9 * 0.05 + 0.1) / (0.9 * 0.1 + 0.1)
  expect(baseline.value).toBeCloseTo(0.145 / 0.19, 12);
});

/** A policy of four arms that is nothing but a bias, with what each arm is worth. */
const LOGITS = [0.3, -1.1, 0.8, 0.2];
const WORTH = [0, 1, 0.25, 1];
const TOTAL = LOGITS.reduce((sum, z) => sum + Math.exp(z), 0);
const P = LOGITS.map((z) => Math.exp(z) / TOTAL);
const EXPECTED_WORTH = P.reduce((sum, p, a) => sum + p * WORTH[a]!, 0);
/** Gradient of the negative expected worth: -p_j (r_j - J). */
const EXACT = P.map((p, a) => -p * (WORTH[a]! - EXPECTED_WORTH));

/** Gradient that the loss kernel's twin gives for these arms as targets, with these weights, meaned over them. */
function gradientOf(arms: readonly number[], weights: readonly number[]): number[] {
  const rows = arms.length;
  const buffers = {
    logits: Float32Array.from(arms.flatMap(() => LOGITS)),
    targets: Uint32Array.from(arms),
    weights: Float32Array.from(weights),
    grad_logits: new Float32Array(4 * rows),
    losses: new Float32Array(rows),
    correct: new Uint32Array(rows),
  };
  crossEntropy(buffers, {
    rows,
    vocabulary: 4,
    batch_offset: 0,
    scale: 1 / rows,
    with_gradient: 1,
  });
  return LOGITS.map((_, j) =>
    arms.reduce((sum, __, row) => sum + buffers.grad_logits[4 * row + j]!, 0),
  );
}

/** All sequences of `group` arms. */
function groups(group: number): number[][] {
  return group === 0 ? [[]] : groups(group - 1).flatMap((rest) => P.map((_, a) => [...rest, a]));
}

/** Expected gradient over every group that could be sampled. */
function expectedGradient(estimator: Estimator, group: number, baseline: number): number[] {
  const sum = LOGITS.map(() => 0);
  for (const arms of groups(group)) {
    const chance = arms.reduce((product, a) => product * P[a]!, 1);
    const rewards = arms.map((a) => WORTH[a]!);
    const weights = advantages(estimator, rewards, baseline).map((value) =>
      tokenWeight(estimator, value, { tokens: 1, longest: 2 }),
    );
    gradientOf(arms, weights).forEach((g, j) => (sum[j]! += chance * g));
  }
  return sum;
}

describe('the expected gradient', () => {
  test.each([0, 0.4, -3])(
    'of REINFORCE is the exact policy gradient, whatever the baseline: %d',
    (b) => {
      closeTo(expectedGradient('reinforce', 1, b), EXACT, 6);
      closeTo(expectedGradient('reinforce', 3, b), EXACT, 6);
    },
  );

  test('of RLOO is exact for every size of group', () => {
    for (const group of [2, 4]) closeTo(expectedGradient('rloo', group, 9), EXACT, 6);
  });

  test('of Dr. GRPO is exact but for a constant: (G - 1) / G by its mean, and the constant length', () => {
    for (const group of [2, 4]) {
      const constant = (group - 1) / group / 2;
      const expected = EXACT.map((g) => constant * g);
      closeTo(expectedGradient('dr-grpo', group, 9), expected, 6);
    }
  });

  test('of GRPO favours what is rare: not a multiple of the exact one', () => {
    const gradient = expectedGradient('grpo', 4, 9);
    const ratios = gradient.map((g, j) => g / EXACT[j]!);
    expect(Math.max(...ratios) / Math.min(...ratios)).toBeGreaterThan(1.05);
    expect(Math.min(...ratios)).toBeGreaterThan(0);
  });
});
