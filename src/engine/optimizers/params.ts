// Params that all optimizers share.

import type { ChoiceParam, NumberParam } from '../../core/params.ts';

export function learningRateParam(defaultValue: number): NumberParam {
  return {
    kind: 'number',
    label: 'learning rate',
    symbol: 'η',
    help: 'How far one step goes. Higher learns faster and forgets faster.',
    default: defaultValue,
    min: 1e-6,
    max: 1,
    scale: 'log',
    format: 'scientific',
  };
}

export const weightDecayParam: NumberParam = {
  kind: 'number',
  label: 'weight decay',
  help: 'Pull of every weight towards zero; itself a force of forgetting, so 0 in a stream.',
  default: 0,
  min: 0,
  max: 1,
  scale: 'linear',
  format: 'plain',
};

export const clipParam: NumberParam = {
  kind: 'number',
  label: 'gradient clip',
  help: 'Largest global norm of the gradient; 0 = no clipping.',
  default: 1,
  min: 0,
  max: 100,
  scale: 'linear',
  format: 'plain',
};

export const boundaryParam: ChoiceParam<'reset' | 'keep'> = {
  kind: 'choice',
  label: 'state at a boundary',
  help: 'Whether the moments start from zero in each phase or are carried over.',
  default: 'reset',
  options: [
    { value: 'reset', label: 'reset' },
    { value: 'keep', label: 'keep' },
  ],
};

/** A coefficient of an exponential moving average, in [0, 1). */
export function decayParam(label: string, defaultValue: number, help: string): NumberParam {
  return {
    kind: 'number',
    label,
    help,
    default: defaultValue,
    min: 0,
    max: 0.9999,
    scale: 'linear',
    format: 'plain',
  };
}
