// Registry of methods.

import { joint } from './joint.ts';
import { l2Anchor } from './l2Anchor.ts';
import { replay } from './replay.ts';

export const METHODS = [replay, joint, l2Anchor] as const;
