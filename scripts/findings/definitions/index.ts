// The registry of findings, in the order of their numbers, and those that are not built.

import type { Finding } from '../finding.ts';
import { E3, E9 } from './answers.ts';
import { E4, E18 } from './composition.ts';
import { E19 } from './families.ts';
import { E10 } from './plasticity.ts';
import { E12, E5 } from './rehearsal.ts';
import { E20 } from './parity.ts';
import { E13, E6, E8 } from './regularization.ts';
import { E1, E15, E2 } from './replay.ts';
import { E11 } from './savings.ts';
import { E14, E7 } from './weights.ts';

export const FINDINGS: readonly Finding[] = [
  E1,
  E2,
  E3,
  E4,
  E5,
  E6,
  E7,
  E8,
  E9,
  E10,
  E11,
  E12,
  E13,
  E14,
  E15,
  E18,
  E19,
  E20,
];

export const NOT_BUILT: readonly {
  readonly id: string;
  readonly title: string;
  readonly why: string;
}[] = [
  {
    id: 'e16',
    title:
      'Sparse memory fine-tuning forgets far less than full fine-tuning and LoRA (Lin et al. 2025)',
    why: 'needs a base with a memory layer, which has to be trained with it from the start.',
  },
  {
    id: 'e17',
    title: 'Fine-tuning with the optimizer of pre-training forgets less than a switch',
    why: 'needs a twin of a base that was pre-trained with Muon; all shipped ones were with AdamW.',
  },
];
