// Cosine decay (Loshchilov and Hutter 2017, SGDR, eq. 5) to a floor, after a linear warm-up.

import type { NumberParam } from '../../core/params.ts';
import { type SchedulePlugin, spanParam, warmupFactor, warmupParam, within } from './schedule.ts';

const floor: NumberParam = {
  kind: 'number',
  label: 'floor',
  help: 'Share of the learning rate that is left at the end.',
  default: 0.1,
  min: 0,
  max: 1,
  scale: 'linear',
  format: 'percent',
};

const params = { warmup: warmupParam, floor, span: spanParam } as const;

export const cosine: SchedulePlugin<typeof params> = {
  info: {
    id: 'cosine',
    label: 'cosine',
    summary:
      'Falls along a cosine to a floor: the noise of a constant rate is itself a cause of forgetting.',
    params,
    citation: {
      text: 'Loshchilov and Hutter 2017, SGDR: Stochastic Gradient Descent with Warm Restarts',
      url: 'https://arxiv.org/abs/1608.03983',
    },
  },
  create: (_, values) => ({
    factor(position) {
      const { step, length } = within(values.span, position);
      const decaying = Math.max(1, length - values.warmup);
      const progress = Math.min(1, Math.max(0, (step - values.warmup) / decaying));
      const decay = values.floor + (1 - values.floor) * 0.5 * (1 + Math.cos(Math.PI * progress));
      return warmupFactor(step, values.warmup) * decay;
    },
  }),
};
