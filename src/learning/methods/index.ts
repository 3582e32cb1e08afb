// Registry of methods.

import { agem } from './agem.ts';
import { complementaryMemory } from './complementaryMemory.ts';
import { continualBackprop } from './continualBackprop.ts';
import { darkReplay } from './darkReplay.ts';
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
import { pseudoRehearsal } from './pseudoRehearsal.ts';
import { reInvocation } from './reInvocation.ts';
import { pcgrad } from './pcgrad.ts';
import { replay } from './replay.ts';
import { retrieval } from './retrieval.ts';
import { shrinkAndPerturb } from './shrinkAndPerturb.ts';
import { synapticIntelligence } from './synapticIntelligence.ts';
import { taskArithmetic } from './taskArithmetic.ts';
import { ties } from './ties.ts';
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
  gem,
  pcgrad,
  ogd,
  gpm,
  synapticIntelligence,
  onlineEwc,
  memoryAwareSynapses,
  weightAverage,
  wiseFt,
  taskArithmetic,
  ties,
  l2Init,
  retrieval,
  neighbours,
  shrinkAndPerturb,
  continualBackprop,
] as const;
