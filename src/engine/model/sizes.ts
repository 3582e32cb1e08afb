// The named shapes: tiny, small, medium. Vocabulary and context come from the world that the model lives in.

import type { ModelShape } from '../../core/experiment.ts';

/** Shared by all sizes: contexts are short, so the rotary base is low (recall is learned earlier with it). */
const COMMON = { mlp: 'gelu', tied: false, rotaryBase: 100 } as const;

export const SIZES = {
  tiny: { ...COMMON, width: 48, layers: 3, heads: 2, keyValueHeads: 2, feedForward: 192 },
  small: { ...COMMON, width: 64, layers: 3, heads: 2, keyValueHeads: 2, feedForward: 256 },
  medium: { ...COMMON, width: 96, layers: 4, heads: 3, keyValueHeads: 3, feedForward: 384 },
} as const;

export type SizeName = keyof typeof SIZES;

/** The shape of a named size for a vocabulary and context. */
export function sizedShape(size: SizeName, vocabulary: number, context: number): ModelShape {
  return { ...SIZES[size], vocabulary, context };
}
