// A constant learning rate after a linear warm-up.

import { type SchedulePlugin, spanParam, warmupFactor, warmupParam, within } from './schedule.ts';

const params = { warmup: warmupParam, span: spanParam } as const;

export const constant: SchedulePlugin<typeof params> = {
  info: {
    id: 'constant',
    label: 'constant',
    summary: 'The full learning rate after a short warm-up.',
    params,
  },
  create: (_, { warmup, span }) => ({
    factor: (position) => warmupFactor(within(span, position).step, warmup),
  }),
};
