// Kernels that measure tokens which the model drew itself. The grid of each is threadGrid(rows).

import { kernel } from '../kernel.ts';
import { logRatioFigures, targetLogProbability } from '../reference/sampledTokens.ts';

export const target_log_probability = kernel(
  'target_log_probability',
  ['logits', 'targets:u32', 'counts', 'log_probabilities'],
  ['rows', 'vocabulary'],
  targetLogProbability,
);

export const log_ratio_figures = kernel(
  'log_ratio_figures',
  ['log_p', 'log_q', 'counts', 'figures'],
  ['rows', 'stride'],
  logRatioFigures,
);
