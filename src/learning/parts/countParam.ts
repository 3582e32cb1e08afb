// The setting that most methods have: a whole number of examples, draws or sequences.

import type { NumberParam } from '../../core/params.ts';

/** A whole number between `min` and `max`, on a linear scale. */
export function countParam(
  label: string,
  help: string,
  defaultValue: number,
  [min, max]: readonly [number, number],
): NumberParam {
  return {
    kind: 'number',
    label,
    help,
    default: defaultValue,
    min,
    max,
    step: 1,
    scale: 'linear',
    format: 'plain',
  };
}
