// Registry of objectives.

import { fineTuning } from './fineTuning.ts';
import { frozen } from './frozen.ts';
import { reinforcement } from './reinforcement.ts';
import { rejectionSampling } from './rejectionSampling.ts';

export const OBJECTIVES = [fineTuning, rejectionSampling, reinforcement, frozen] as const;
