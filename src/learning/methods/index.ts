// Registry of methods.

import { joint } from './joint.ts';
import { replay } from './replay.ts';

export const METHODS = [replay, joint] as const;
