// Registry of optimizers.

import { adamw } from './adamw.ts';
import { muon } from './muon.ts';
import { sgd } from './sgd.ts';

export const OPTIMIZERS = [adamw, sgd, muon] as const;
