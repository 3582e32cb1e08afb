// What training costs beside plain fine-tuning on the same examples.

import { meanOf } from '../../core/accuracyMatrix.ts';
import { finishedAccess } from './logged.ts';
import type { MetricPlugin } from './metric.ts';

/** Counted while training, rehearsal, references and sampling included; every finished phase counts alike. 0 when frozen. */
export const FLOPS_RATIO: MetricPlugin = {
  info: {
    id: 'flops-ratio',
    label: 'FLOPs ratio',
    summary:
      'Training FLOPs as a multiple of those of plain fine-tuning on what the stream showed, mean over phases.',
    params: {},
    group: 'efficiency',
    equation: String.raw`\frac{1}{T}\sum_{k} \frac{\mathrm{FLOPs}_k}{\mathrm{FLOPs}^{\mathrm{plain}}_k}`,
    higherIsBetter: false,
    format: 'decimal',
  },
  value: (context) => meanOf(finishedAccess(context).map(({ flopsRatio }) => flopsRatio)),
};
