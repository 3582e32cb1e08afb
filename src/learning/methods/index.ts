// Registry of methods.

import { agem } from './agem.ts';
import { joint } from './joint.ts';
import { l2Anchor } from './l2Anchor.ts';
import { onlineEwc } from './onlineEwc.ts';
import { replay } from './replay.ts';
import { synapticIntelligence } from './synapticIntelligence.ts';

export const METHODS = [replay, joint, l2Anchor, agem, synapticIntelligence, onlineEwc] as const;
