// What became of the base's word functions and their unseen pairs.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { changesSinceBase } from './taught.ts';

export const OLD_PRESERVATION: MetricPlugin = {
  info: {
    id: 'old-preservation',
    label: 'Old functions preservation',
    summary: "Mean change, since the base, of the base's functions and of their pairs.",
    params: {},
    group: 'general',
    equation: String.raw`\Delta_{\mathrm{old}} = \frac{1}{|O|}\sum_{o \in O} \frac{R_{T,o} - R_{0,o}}{1 - c_o}`,
    higherIsBetter: true,
  },
  value: (context) => meanOf(changesSinceBase(context, 'old')),
};
