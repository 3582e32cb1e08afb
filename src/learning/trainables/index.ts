// Registry of trainable parameter sets.

import { all } from './all.ts';
import { freezing } from './freezing.ts';
import { lora } from './lora.ts';
import { oLora } from './oLora.ts';
import { sparse } from './sparse.ts';

export const TRAINABLES = [all, freezing, lora, oLora, sparse] as const;
