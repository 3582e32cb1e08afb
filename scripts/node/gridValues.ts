// What the grid of default strengths tries: values of a main knob, and learning rates for what has no rate of its own.

import type { NumberParam } from '../../src/core/params.ts';

/** Values of a knob by hand, where an even spread over its range would spend most of the time where nothing happens. */
const VALUES: Readonly<Record<string, readonly number[]>> = {
  replay: [0.1, 0.25, 0.5, 0.75, 0.9],
  'l2-anchor': [0.003, 0.01, 0.03, 0.1, 0.3, 1],
  'l2-init': [1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2],
  'kl-reference': [0.1, 0.3, 1, 2, 5, 10],
  'a-gem': [4, 8, 16, 32, 64],
  gem: [2, 4, 8, 16, 32],
  pcgrad: [2, 4, 8, 16, 32],
  ogd: [5, 10, 20, 40, 80],
  gpm: [0.3, 0.5, 0.7, 0.85, 0.95, 0.99],
  si: [0.01, 0.1, 0.3, 1, 3, 10, 100],
  ewc: [0.01, 0.03, 0.1, 0.2, 0.5, 1, 3],
  mas: [0.01, 0.03, 0.1, 0.2, 0.5, 1, 3],
  ema: [10, 30, 50, 100, 300],
  'wise-ft': [0.1, 0.2, 0.3, 0.4, 0.5, 0.7],
  // At a half the neighbours begin to outvote a model that is sure.
  'knn-lm': [0.1, 0.25, 0.4, 0.48, 0.5, 0.7, 0.9],
  lora: [1, 2, 4, 8, 16],
  'o-lora': [1, 2, 4, 8, 16],
  sparse: [0.003, 0.01, 0.03, 0.1, 0.3],
  adamw: [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2],
  sgd: [0.005, 0.02, 0.05, 0.1, 0.2, 0.5],
  muon: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1],
};

/** Learning rates of AdamW that each value is tried at, where fewer numbers are trained than all weights. */
const RATES: Readonly<Record<string, readonly number[]>> = {
  lora: [1e-3, 2e-3, 4e-3, 8e-3, 1.6e-2],
  'o-lora': [1e-3, 2e-3, 4e-3, 8e-3, 1.6e-2],
  sparse: [1e-3, 3e-3, 1e-2, 3e-2],
};

/** Values where none are given by hand. */
const COUNT = 6;

/** `count` values spread over the range, evenly or in equal ratios as the knob's own scale has it; never its lowest. */
function spread(spec: NumberParam, count: number): number[] {
  const rounded = (x: number) => (spec.step === 1 ? Math.round(x) : Number(x.toPrecision(2)));
  const values = Array.from({ length: count }, (_, i) => {
    if (spec.scale === 'linear') return spec.min + ((spec.max - spec.min) * (i + 1)) / count;
    const lowest = spec.smallest ?? spec.min;
    return lowest * (spec.max / lowest) ** (i / (count - 1));
  });
  return [...new Set(values.map(rounded))];
}

/** The values of the knob that a plug-in of this id is tried at. */
export function gridValues(id: string, knob: NumberParam): readonly number[] {
  return VALUES[id] ?? spread(knob, COUNT);
}

/** The learning rates of AdamW that it is tried at; none where only the default is. */
export function gridRates(id: string): readonly number[] {
  return RATES[id] ?? [];
}
