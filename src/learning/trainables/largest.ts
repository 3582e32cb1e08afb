// The mask of the largest scores of a whole-model vector.

import type { ParameterLayout } from '../../engine/flatVector.ts';

/** 1 at the `count` largest scores, 0 elsewhere and in the padding; of equal scores the first ones. */
export function largest(
  scores: Float32Array,
  layout: ParameterLayout,
  count: number,
): Float32Array {
  const parts = layout.ranges.map(({ offset, size }) => scores.subarray(offset, offset + size));
  const all = new Float32Array(layout.parameters);
  let filled = 0;
  for (const part of parts) {
    all.set(part, filled);
    filled += part.length;
  }
  const threshold = all.sort()[Math.max(0, all.length - count)]!;
  const mask = new Float32Array(layout.length);
  let left = count;
  const take = (wanted: (score: number) => boolean) => {
    for (const { offset, size } of layout.ranges)
      for (let i = offset; i < offset + size && left > 0; i++)
        if (mask[i] === 0 && wanted(scores[i]!)) {
          mask[i] = 1;
          left--;
        }
  };
  take((score) => score > threshold);
  take((score) => score === threshold);
  return mask;
}
