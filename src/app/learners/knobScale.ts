// Maps a parameter's range to the positions of a slider, linearly or logarithmically.

import type { NumberParam } from '../../core/params.ts';

/** Positions run from 0 to POSITIONS; an arrow key moves by one. */
export const POSITIONS = 100;

/** Logarithms need a positive lower end; a range that starts at 0 is drawn linearly. */
function isLog(spec: NumberParam): boolean {
  return spec.scale === 'log' && spec.min > 0;
}

/** Position (0 to POSITIONS, not rounded) of a value. */
export function positionOf(spec: NumberParam, value: number): number {
  const clamped = Math.min(spec.max, Math.max(spec.min, value));
  const share = isLog(spec)
    ? Math.log(clamped / spec.min) / Math.log(spec.max / spec.min)
    : (clamped - spec.min) / (spec.max - spec.min);
  return share * POSITIONS;
}

function round(spec: NumberParam, value: number): number {
  const clamped = Math.min(spec.max, Math.max(spec.min, value));
  if (spec.step === 1) return Math.round(clamped);
  // Two significant figures on a log scale, the spec's own step on a linear one: no tails of floating point.
  if (isLog(spec)) return Math.min(spec.max, Math.max(spec.min, Number(clamped.toPrecision(2))));
  const step = spec.step ?? (spec.max - spec.min) / POSITIONS;
  const stepped = spec.min + Math.round((clamped - spec.min) / step) * step;
  return Math.min(spec.max, Number(stepped.toPrecision(10)));
}

/** The rounded value at a position. */
export function valueAt(spec: NumberParam, position: number): number {
  const share = position / POSITIONS;
  const value = isLog(spec)
    ? spec.min * (spec.max / spec.min) ** share
    : spec.min + share * (spec.max - spec.min);
  return round(spec, value);
}
