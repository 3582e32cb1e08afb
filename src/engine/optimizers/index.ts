// Registry of optimizers.

import { adamw } from './adamw.ts';
import { sgd } from './sgd.ts';

export const OPTIMIZERS = [adamw, sgd] as const;
