// Drift on what is being learned: forward KL from the base on the new tasks' own prompts.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { finishedPhases } from './taught.ts';

/**
 * What the paper finds to predict forgetting, whatever the method: of two that learn the task alike, the one that stays closer
 * to the base on the task's own prompts forgets less. Each phase counts at its own end, on at most 32 held-out prompts.
 */
export const TASK_FORWARD_KL: MetricPlugin = {
  info: {
    id: 'task-forward-kl',
    label: 'Forward KL on new tasks',
    summary:
      "Mean KL(base | now) on each phase's own held-out prompts right after it, in nats per supervised token.",
    params: {},
    group: 'general',
    equation: String.raw`\frac{1}{T}\sum_{j} \mathbb{E}_{x \sim j}\, D_{\mathrm{KL}}\!\left( p_{\theta_0}(\cdot \mid x) \,\|\, p_{\theta_j}(\cdot \mid x) \right)`,
    higherIsBetter: false,
    format: 'decimal',
    citation: {
      text: "Shenfeld et al. 2025, RL's Razor: Why Online Reinforcement Learning Forgets Less",
      url: 'https://arxiv.org/abs/2509.04259',
    },
  },
  value(context) {
    const ends = context.boundaries.slice(1, finishedPhases(context) + 1);
    const at = (step: number) =>
      context.timeResolved.find((e) => e.step === step)?.atBoundary?.taskForwardKl ?? null;
    return meanOf(ends.map(at));
  },
};
