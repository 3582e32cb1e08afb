// Registry of methods.

import { agem } from './agem.ts';
import { complementaryMemory } from './complementaryMemory.ts';
import { darkReplay } from './darkReplay.ts';
import { joint } from './joint.ts';
import { klReference } from './klReference.ts';
import { l2Anchor } from './l2Anchor.ts';
import { neighbours } from './neighbours.ts';
import { onlineEwc } from './onlineEwc.ts';
import { pseudoRehearsal } from './pseudoRehearsal.ts';
import { reInvocation } from './reInvocation.ts';
import { replay } from './replay.ts';
import { retrieval } from './retrieval.ts';
import { shrinkAndPerturb } from './shrinkAndPerturb.ts';
import { synapticIntelligence } from './synapticIntelligence.ts';
import { weightAverage } from './weightAverage.ts';
import { wiseFt } from './wiseFt.ts';

export const METHODS = [
  replay,
  darkReplay,
  complementaryMemory,
  pseudoRehearsal,
  joint,
  l2Anchor,
  klReference,
  reInvocation,
  agem,
  synapticIntelligence,
  onlineEwc,
  weightAverage,
  wiseFt,
  retrieval,
  neighbours,
  shrinkAndPerturb,
] as const;
