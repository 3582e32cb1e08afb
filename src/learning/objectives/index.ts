// Registry of objectives.

import { dynamicFineTuning } from './dynamicFineTuning.ts';
import { fineTuning } from './fineTuning.ts';
import { frozen } from './frozen.ts';
import { reinforcement } from './reinforcement.ts';
import { rejectionSampling } from './rejectionSampling.ts';
import { selfDistillation } from './selfDistillation.ts';

export const OBJECTIVES = [
  fineTuning,
  dynamicFineTuning,
  rejectionSampling,
  selfDistillation,
  reinforcement,
  frozen,
] as const;
