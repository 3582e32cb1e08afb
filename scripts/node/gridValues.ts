// What the grid of default strengths tries: for each method the values of its main knob, and the learner with one of them.

import type { Experiment, LearnerConfig } from '../../src/core/experiment.ts';
import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../../src/core/defaultExperiment.ts';
import type { NumberParam } from '../../src/core/params.ts';
import { METHODS } from '../../src/learning/methods/index.ts';
import type { MethodPlugin } from '../../src/learning/methods/method.ts';

/** Tasks of the development stream: none of them is in a shipped experiment, so no default is chosen on what it is shown on. */
const TASKS = ['word-mirror', 'sort-down', 'sort-up'] as const;

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
};

/** Values where none are given by hand. */
const COUNT = 6;

/** The row that every method is compared with: no method at all. */
export const NAIVE = 'naive';

function knobOf(plugin: MethodPlugin): { name: string; spec: NumberParam } | null {
  const name = plugin.info.mainKnob;
  const spec = name === undefined ? undefined : plugin.info.params[name];
  return name !== undefined && spec?.kind === 'number' ? { name, spec } : null;
}

/** Methods with a number as their main knob; joint sees the future and has no strength to choose. */
export const GRID_METHODS: readonly MethodPlugin[] = (METHODS as readonly MethodPlugin[]).filter(
  (plugin) => plugin.info.id !== 'joint' && knobOf(plugin) !== null,
);

function pluginOf(id: string): MethodPlugin {
  const plugin = GRID_METHODS.find((p) => p.info.id === id);
  if (plugin) return plugin;
  const known = GRID_METHODS.map((p) => p.info.id).join(', ');
  throw new Error(`grid: expected methods out of ${known}, got '${id}'.`);
}

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

/** The values of a method's main knob that are tried. */
export function gridValues(id: string): readonly number[] {
  return VALUES[id] ?? spread(knobOf(pluginOf(id))!.spec, COUNT);
}

/** Name of the main knob and its default. */
export function gridKnob(id: string): { name: string; label: string; default: number } {
  const { name, spec } = knobOf(pluginOf(id))!;
  const symbol = spec.symbol ? `, ${spec.symbol}` : '';
  return { name, label: `${spec.label}${symbol}`, default: spec.default };
}

export interface GridPoint {
  /** A method's id, or `naive`. */
  readonly method: string;
  /** Of the main knob; 0 for naive. */
  readonly value: number;
  readonly seed: number;
}

export interface GridSettings {
  readonly base: string;
  /** Steps of each of the phases. */
  readonly steps: number;
  readonly batch: number;
}

/** One learner on the development stream: cosine decay inside each phase, the method at this value, all else at default. */
export function gridExperiment(point: GridPoint, settings: GridSettings): Experiment {
  const { method, value, seed } = point;
  const methods =
    method === NAIVE ? [] : [{ id: method, params: { [gridKnob(method).name]: value } }];
  const learner: LearnerConfig = {
    ...NAIVE_LEARNER,
    id: method,
    methods,
    schedule: { id: 'cosine', params: { span: 'phase' } },
  };
  return {
    ...DEFAULT_EXPERIMENT,
    name: `grid ${method} ${value}`,
    base: { kind: 'checkpoint', id: settings.base },
    phases: TASKS.map((id) => ({ tasks: [{ id, weight: 1 }], steps: settings.steps, blur: 0 })),
    learners: [learner],
    seeds: { first: seed, count: 1 },
    batchSize: settings.batch,
    evaluation: { every: 500, denseAfterBoundary: false, items: 128 },
  };
}
