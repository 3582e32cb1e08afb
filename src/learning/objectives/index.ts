// Registry of objectives.

import { fineTuning } from './fineTuning.ts';
import { frozen } from './frozen.ts';
import { rejectionSampling } from './rejectionSampling.ts';

export const OBJECTIVES = [fineTuning, rejectionSampling, frozen] as const;
