// Registry of objectives.

import { dynamicFineTuning } from './dynamicFineTuning.ts';
import { fineTuning } from './fineTuning.ts';
import { frozen } from './frozen.ts';
import { reinforcement } from './reinforcement.ts';
import { rejectionSampling } from './rejectionSampling.ts';

export const OBJECTIVES = [
  fineTuning,
  dynamicFineTuning,
  rejectionSampling,
  reinforcement,
  frozen,
] as const;
