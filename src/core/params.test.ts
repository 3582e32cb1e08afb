// Values of parameters from outside: completed, clamped, and every change said.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type ParamSpecs, checkValues, defaultValues } from './params.ts';

const specs = {
  rate: {
    kind: 'number',
    label: 'Learning rate',
    help: '',
    default: 0.001,
    min: 0.00001,
    max: 0.1,
    scale: 'log',
    format: 'scientific',
  },
  steps: {
    kind: 'number',
    label: 'Steps',
    help: '',
    default: 10,
    min: 0,
    max: 100,
    step: 1,
    scale: 'linear',
    format: 'plain',
  },
  reset: { kind: 'toggle', label: 'Reset', help: '', default: true },
  mode: {
    kind: 'choice',
    label: 'Mode',
    help: '',
    default: 'slow',
    options: [
      { value: 'slow', label: 'Slow' },
      { value: 'fast', label: 'Fast' },
    ],
  },
} as const satisfies ParamSpecs;

const defaults = { rate: 0.001, steps: 10, reset: true, mode: 'slow' };

describe('defaultValues', () => {
  it('takes the default of every parameter', () => {
    expect(defaultValues(specs)).toEqual(defaults);
  });
});

describe('checkValues', () => {
  it('completes what is missing without a word', () => {
    expect(checkValues('AdamW', specs, {})).toEqual({ values: defaults, corrections: [] });
  });

  it('keeps what is in range', () => {
    const given = { rate: 0.1, steps: 0, reset: false, mode: 'fast' };
    expect(checkValues('AdamW', specs, given)).toEqual({ values: given, corrections: [] });
  });

  it.each([
    [{ rate: 5 }, { rate: 0.1 }, 'AdamW: Learning rate 5 was out of range; using 0.1.'],
    [{ rate: 0 }, { rate: 0.00001 }, 'AdamW: Learning rate 0 was out of range; using 0.00001.'],
    [{ rate: 'x' }, { rate: 0.001 }, 'AdamW: Learning rate x was out of range; using 0.001.'],
    [{ rate: NaN }, { rate: 0.001 }, 'AdamW: Learning rate NaN was out of range; using 0.001.'],
    [{ steps: 2.6 }, { steps: 3 }, 'AdamW: Steps 2.6 was out of range; using 3.'],
    [{ reset: 1 }, { reset: true }, 'AdamW: Reset 1 was unknown; using true.'],
    [{ mode: 'warp' }, { mode: 'slow' }, 'AdamW: Mode warp was unknown; using slow.'],
    [{ warp: 9 }, {}, "AdamW: unknown setting 'warp' was left out."],
  ])('corrects %j and says so', (given, used, message) => {
    const { values, corrections } = checkValues('AdamW', specs, given as never);
    expect(values).toEqual({ ...defaults, ...used });
    expect(corrections).toEqual([{ subject: `AdamW.${Object.keys(given)[0]}`, message }]);
  });

  it('never changes its own result again', () => {
    const value = fc.oneof(fc.double(), fc.boolean(), fc.string());
    const keys = fc.constantFrom('rate', 'steps', 'reset', 'mode', 'other');
    fc.assert(
      fc.property(fc.dictionary(keys, value), (given) => {
        const { values } = checkValues('AdamW', specs, given);
        expect(checkValues('AdamW', specs, values)).toEqual({ values, corrections: [] });
      }),
    );
  });
});
