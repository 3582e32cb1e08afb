// Registry of methods.

import { agem } from './agem.ts';
import { joint } from './joint.ts';
import { klReference } from './klReference.ts';
import { l2Anchor } from './l2Anchor.ts';
import { memoryAwareSynapses } from './memoryAwareSynapses.ts';
import { onlineEwc } from './onlineEwc.ts';
import { replay } from './replay.ts';
import { synapticIntelligence } from './synapticIntelligence.ts';
import { weightAverage } from './weightAverage.ts';
import { wiseFt } from './wiseFt.ts';

export const METHODS = [
  replay,
  joint,
  l2Anchor,
  klReference,
  agem,
  synapticIntelligence,
  onlineEwc,
  memoryAwareSynapses,
  weightAverage,
  wiseFt,
] as const;
