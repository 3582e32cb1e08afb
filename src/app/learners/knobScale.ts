// Maps a parameter's range to the positions of a slider, linearly or logarithmically.

import type { NumberParam } from '../../core/params.ts';

/** Positions run from 0 to POSITIONS; an arrow key moves by one. */
export const POSITIONS = 100;

/** A logarithmic scale: the position of its lowest value, and that value. Position 0 is 0 where the range starts there. */
function logScale({ scale, min, smallest }: NumberParam): { first: number; low: number } | null {
  if (scale !== 'log') return null;
  if (min > 0) return { first: 0, low: min };
  return smallest === undefined ? null : { first: 1, low: smallest };
}

/** Position (0 to POSITIONS, not rounded) of a value. */
export function positionOf(spec: NumberParam, value: number): number {
  const clamped = Math.min(spec.max, Math.max(spec.min, value));
  const log = logScale(spec);
  if (!log) return ((clamped - spec.min) / (spec.max - spec.min)) * POSITIONS;
  if (clamped === 0) return 0;
  const share = Math.log(clamped / log.low) / Math.log(spec.max / log.low);
  return log.first + Math.max(0, share) * (POSITIONS - log.first);
}

function round(spec: NumberParam, value: number): number {
  const clamped = Math.min(spec.max, Math.max(spec.min, value));
  if (spec.step === 1) return Math.round(clamped);
  // Two significant figures on a log scale, the spec's own step on a linear one: no tails of floating point.
  if (logScale(spec)) return Math.min(spec.max, Math.max(spec.min, Number(clamped.toPrecision(2))));
  const step = spec.step ?? (spec.max - spec.min) / POSITIONS;
  const stepped = spec.min + Math.round((clamped - spec.min) / step) * step;
  return Math.min(spec.max, Number(stepped.toPrecision(10)));
}

/** The rounded value at a position. */
export function valueAt(spec: NumberParam, position: number): number {
  const log = logScale(spec);
  if (!log) return round(spec, spec.min + (position / POSITIONS) * (spec.max - spec.min));
  if (position < log.first) return 0;
  const share = (position - log.first) / (POSITIONS - log.first);
  return round(spec, log.low * (spec.max / log.low) ** share);
}
