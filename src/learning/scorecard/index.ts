// The registry of clauses: how each word of the definition is graded.

import type { ClauseId } from '../../core/grade.ts';
import { compositional } from './compositional.ts';
import { efficient } from './efficient.ts';
import type { ClauseGrader } from './grading.ts';
import { inWeights } from './inWeights.ts';
import { kept } from './kept.ts';
import { learned } from './learned.ts';
import { preserved } from './preserved.ts';
import { sequential } from './sequential.ts';
import { shifted } from './shifted.ts';

export const REGISTRY: Readonly<Record<ClauseId, ClauseGrader>> = {
  efficient,
  compositional,
  learned,
  sequential,
  kept,
  shifted,
  preserved,
  'in-weights': inWeights,
};
