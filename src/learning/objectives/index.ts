// Registry of objectives.

import { fineTuning } from './fineTuning.ts';
import { frozen } from './frozen.ts';

export const OBJECTIVES = [fineTuning, frozen] as const;
