// The registry of ready-made learners and experiments. Learners of a family are offered in this order.

import type { LearnerPreset } from '../../core/catalog.ts';
import { TRAINED_PRESETS } from './learners.ts';
import { MEMORY_PRESETS } from './memory.ts';
import { PLASTICITY_PRESETS } from './plasticity.ts';
import { PROTECTION_PRESETS } from './protections.ts';
import { SUBSET_PRESETS } from './subsets.ts';

export { EXPERIMENT_PRESETS } from './experiments.ts';

export const LEARNER_PRESETS: readonly LearnerPreset[] = [
  ...TRAINED_PRESETS,
  ...PROTECTION_PRESETS,
  ...SUBSET_PRESETS,
  ...PLASTICITY_PRESETS,
  ...MEMORY_PRESETS,
];
