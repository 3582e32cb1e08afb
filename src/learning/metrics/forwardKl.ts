// Drift of the answers' distributions: forward KL from the base, which grows where the base's answers became unlikely.

import type { MetricPlugin } from './metric.ts';
import { lastEvaluation } from './taught.ts';

/** A diagnosis, not an aim: a model that never changes has none. The paper measures it on the new task, here it is on what is old. */
export const FORWARD_KL: MetricPlugin = {
  info: {
    id: 'forward-kl',
    label: 'Forward KL from base',
    summary:
      'Mean KL(base | now) on held-out items of general capabilities, in nats per supervised token.',
    params: {},
    group: 'general',
    equation: String.raw`\mathbb{E}_{x \sim G}\, D_{\mathrm{KL}}\!\left( p_{\theta_0}(\cdot \mid x) \,\|\, p_{\theta_T}(\cdot \mid x) \right)`,
    higherIsBetter: false,
    format: 'decimal',
    citation: {
      text: "Shenfeld et al. 2025, RL's Razor: Why Online Reinforcement Learning Forgets Less",
      url: 'https://arxiv.org/abs/2509.04259',
    },
  },
  value: (context) => lastEvaluation(context)?.atBoundary?.forwardKl ?? null,
};
