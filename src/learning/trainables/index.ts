// Registry of trainable parameter sets.

import type { Info } from '../../core/plugin.ts';

/** Every parameter is trained. */
const all: { readonly info: Info } = {
  info: {
    id: 'all',
    label: 'all parameters',
    summary: 'Every weight of the model may change.',
    params: {},
  },
};

export const TRAINABLES = [all] as const;
