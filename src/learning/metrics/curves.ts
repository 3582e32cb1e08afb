// Arithmetic of learning curves, which are broken lines: their ends, areas and crossings.

import type { Curve } from './metric.ts';

/** Steps from the phase's beginning to the last point. */
export const lastStep = ({ steps }: Curve): number => steps.at(-1) ?? 0;

/** Accuracy at the last point, where the phase ended. */
export const lastAccuracy = ({ accuracy }: Curve): number | null => accuracy.at(-1) ?? null;

/**
 * Mean accuracy over the first `upTo` steps: the area under the broken line, divided by its length. Null where the curve has
 * no length.
 */
export function meanAccuracy(curve: Curve, upTo: number = lastStep(curve)): number | null {
  const { steps, accuracy } = curve;
  let [area, length] = [0, 0];
  for (let i = 1; i < steps.length && steps[i - 1]! < upTo; i++) {
    const [from, to] = [steps[i - 1]!, steps[i]!];
    const end = Math.min(to, upTo);
    const share = (end - from) / (to - from);
    const atEnd = accuracy[i - 1]! + share * (accuracy[i]! - accuracy[i - 1]!);
    area += ((accuracy[i - 1]! + atEnd) / 2) * (end - from);
    length += end - from;
  }
  return length > 0 ? area / length : null;
}

/** Steps until the broken line first reaches `threshold`; null where it never does. */
export function stepsTo({ steps, accuracy }: Curve, threshold: number): number | null {
  const i = accuracy.findIndex((a) => a >= threshold);
  if (i <= 0) return i < 0 ? null : steps[0]!;
  const [before, after] = [accuracy[i - 1]!, accuracy[i]!];
  const share = (threshold - before) / (after - before);
  return steps[i - 1]! + share * (steps[i]! - steps[i - 1]!);
}
