// How fast a curve rises: when it crosses a level, and how high it is on the whole.

import type { LearningCurve } from '../../core/runRecord.ts';
import { reaches } from './thresholds.ts';

type Curve = Pick<LearningCurve, 'steps' | 'accuracy'>;

/** Steps until the accuracy first reaches `level`, interpolated linearly between evaluations; null where it never does. */
export function crossing({ steps, accuracy }: Curve, level: number): number | null {
  const after = accuracy.findIndex((a) => reaches(a, level));
  if (after < 0) return null;
  if (after === 0) return steps[0]!;
  const [low, high] = [accuracy[after - 1]!, accuracy[after]!];
  const [first, last] = [steps[after - 1]!, steps[after]!];
  return first + ((level - low) / (high - low)) * (last - first);
}

/** Mean accuracy over the curve's steps, straight between evaluations (trapezoids): the area under it over its length. */
export function meanHeight({ steps, accuracy }: Curve): number {
  const length = steps.at(-1)! - steps[0]!;
  if (length === 0) return accuracy[0]!;
  const area = steps.slice(1).reduce((sum, step, i) => {
    const width = step - steps[i]!;
    return sum + (width * (accuracy[i]! + accuracy[i + 1]!)) / 2;
  }, 0);
  return area / length;
}
