// Dead units: the share of the MLPs' hidden units that do nothing any more. The variant is named in plasticity.ts: never above 0
// for ReLU, dormant as in ReDo (tau = 0.025) for GELU and SwiGLU.

import type { MetricPlugin } from './metric.ts';
import { lastEvaluation } from './taught.ts';

export const DEAD_UNITS: MetricPlugin = {
  info: {
    id: 'dead-units',
    label: 'Dead units',
    summary:
      "Share of the MLPs' hidden units that do nothing on held-out tokens, after the last finished phase: never above 0 (ReLU), or with at most 2.5 % of their layer's mean activity (GELU, SwiGLU; ReDo's dormant units).",
    params: {},
    group: 'plasticity',
    equation: String.raw`\frac{1}{|U|}\left|\{ i : \mathbb{E}|h_i| \le \tau\, \tfrac{1}{H}\textstyle\sum_k \mathbb{E}|h_k| \}\right|, \quad \tau = 0 \text{ or } 0.025`,
    higherIsBetter: false,
    citation: {
      text: 'Sokar et al. 2023, The Dormant Neuron Phenomenon in Deep Reinforcement Learning',
      url: 'https://arxiv.org/abs/2302.12902',
    },
  },
  value: (context) => lastEvaluation(context)?.deadUnits ?? null,
};
