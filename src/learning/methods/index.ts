// Registry of methods.

import { agem } from './agem.ts';
import { gem } from './gem.ts';
import { gpm } from './gpm.ts';
import { joint } from './joint.ts';
import { klReference } from './klReference.ts';
import { l2Anchor } from './l2Anchor.ts';
import { l2Init } from './l2Init.ts';
import { memoryAwareSynapses } from './memoryAwareSynapses.ts';
import { ogd } from './ogd.ts';
import { neighbours } from './neighbours.ts';
import { onlineEwc } from './onlineEwc.ts';
import { pcgrad } from './pcgrad.ts';
import { replay } from './replay.ts';
import { retrieval } from './retrieval.ts';
import { synapticIntelligence } from './synapticIntelligence.ts';
import { weightAverage } from './weightAverage.ts';
import { wiseFt } from './wiseFt.ts';

export const METHODS = [
  replay,
  joint,
  l2Anchor,
  klReference,
  agem,
  gem,
  pcgrad,
  ogd,
  gpm,
  synapticIntelligence,
  onlineEwc,
  memoryAwareSynapses,
  weightAverage,
  wiseFt,
  l2Init,
  retrieval,
  neighbours,
] as const;
