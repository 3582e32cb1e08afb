// The stream's time axis: which task stands where, which steps get a tick. Shared by the strip, the charts and the matrix.

import { type Phase, phaseBoundaries } from '../../core/experiment.ts';

/** Position of every task of the stream, in the order in which they first appear: it picks marker and dash. */
export function taskPositions(phases: readonly Phase[]): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  for (const phase of phases) {
    for (const { id } of phase.tasks) if (!positions.has(id)) positions.set(id, positions.size);
  }
  return positions;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** First and last step of every phase. */
export function phaseSpans(phases: readonly Phase[]): Span[] {
  const boundaries = phaseBoundaries(phases);
  return phases.map((_, i) => ({ start: boundaries[i]!, end: boundaries[i + 1]! }));
}

/** Row of the accuracy matrix that a step has reached: 0 before the end of the first phase. */
export function matrixRowAt(phases: readonly Phase[], step: number): number {
  return phaseBoundaries(phases).findLastIndex((boundary) => boundary <= step);
}

/** The entry of a sorted list of steps that is nearest to `step`, or null for an empty list. */
export function nearestStep(steps: readonly number[], step: number): number | null {
  let best: number | null = null;
  for (const s of steps) if (best === null || Math.abs(s - step) < Math.abs(best - step)) best = s;
  return best;
}

/** The smallest of 1, 2, 5 x 10^k that is at least `rough`. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough)!;
  return factor * power;
}

const FEW_TICKS = 4;

/**
 * Steps that get a label on an axis of `width` px: the phase boundaries that have `gap` px to themselves, start and end
 * first; where they are few, round steps in between.
 */
export function axisTicks(boundaries: readonly number[], width: number, gap: number): number[] {
  const total = boundaries.at(-1) ?? 0;
  if (total === 0 || width <= 0) return [0];
  const taken = [0, total];
  const offer = (step: number): void => {
    if (taken.every((t) => (Math.abs(t - step) / total) * width >= gap)) taken.push(step);
  };
  boundaries.forEach(offer);
  if (taken.length < FEW_TICKS) {
    const step = niceStep(Math.max(total / 5, (gap / width) * total));
    for (let s = step; s < total; s += step) offer(s);
  }
  return taken.sort((a, b) => a - b);
}
