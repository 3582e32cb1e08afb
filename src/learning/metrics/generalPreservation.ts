// What became of the general capabilities on average.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { changesSinceBase } from './taught.ts';

export const GENERAL_PRESERVATION: MetricPlugin = {
  info: {
    id: 'general-preservation',
    label: 'General preservation',
    summary: 'Mean change of the general capabilities since the base, corrected for chance.',
    params: {},
    group: 'general',
    equation: String.raw`\Delta_{\mathrm{gen}} = \frac{1}{|G|}\sum_{g \in G} \frac{R_{T,g} - R_{0,g}}{1 - c_g}`,
    higherIsBetter: true,
  },
  value: (context) => meanOf(changesSinceBase(context, 'general')),
};
