// Whose strengths the grid chooses: methods, sets of trainable parameters and optimizers, each with one knob. A subject knows
// which learner has it at a value; what else is in the experiment stands in gridExperiment.ts.

import type { LearnerConfig } from '../../src/core/experiment.ts';
import type { NumberParam } from '../../src/core/params.ts';
import type { CardInfo } from '../../src/core/plugin.ts';
import { adamw } from '../../src/engine/optimizers/adamw.ts';
import { OPTIMIZERS } from '../../src/engine/optimizers/index.ts';
import { METHODS } from '../../src/learning/methods/index.ts';
import type { MethodPlugin } from '../../src/learning/methods/method.ts';
import { TRAINABLES } from '../../src/learning/trainables/index.ts';
import { gridRates, gridValues } from './gridValues.ts';

/**
 * The development streams: functions for methods, the same in longer phases for what has a learning rate of its own, and
 * facts for what learns beside the weights.
 */
export type GridStream = 'functions' | 'long' | 'facts';

/** A value of a subject's knob and, where it is tried at several, the learning rate of AdamW. */
export interface GridSetting {
  readonly value: number;
  readonly rate?: number;
}

export interface GridSubject {
  readonly info: CardInfo;
  readonly knob: { readonly name: string; readonly spec: NumberParam };
  readonly values: readonly number[];
  /** Learning rates that each value is tried at; empty: only the default. */
  readonly rates: readonly number[];
  readonly stream: GridStream;
  /** What its learner has that naive fine-tuning has not. */
  changes(setting: GridSetting): Partial<LearnerConfig>;
}

/** Which knob of these sets says how much is trained. Their cards may show another one. */
const SIZE_KNOBS: Readonly<Record<string, string>> = {
  lora: 'rank',
  'o-lora': 'rank',
  sparse: 'share',
};

/** The subject of a plug-in with a numeric knob of this name; none where it has no such knob. */
function subjectWith(
  info: CardInfo,
  name: string | undefined,
  stream: GridStream,
  changes: (params: Readonly<Record<string, number>>, rate?: number) => Partial<LearnerConfig>,
): GridSubject[] {
  const spec = name === undefined ? undefined : info.params[name];
  if (name === undefined || spec?.kind !== 'number') return [];
  const subject: GridSubject = {
    info,
    knob: { name, spec },
    values: gridValues(info.id, spec),
    rates: gridRates(info.id),
    stream,
    changes: ({ value, rate }) => changes({ [name]: value }, rate),
  };
  return [subject];
}

/** Joint sees the future and has no strength to choose; a memory is asked beside weights that learn nothing. */
const methodSubjects = (METHODS as readonly MethodPlugin[])
  .filter(({ info }) => info.id !== 'joint')
  .flatMap(({ info, remembers }) =>
    subjectWith(info, info.mainKnob, remembers ? 'facts' : 'functions', (params) => ({
      ...(remembers && { objective: { id: 'frozen', params: {} } }),
      methods: [{ id: info.id, params }],
    })),
  );

const trainableSubjects = TRAINABLES.flatMap(({ info }: { readonly info: CardInfo }) =>
  subjectWith(info, SIZE_KNOBS[info.id], 'long', (params, rate) => ({
    trainable: { id: info.id, params },
    ...(rate !== undefined && { optimizer: { id: adamw.info.id, params: { learningRate: rate } } }),
  })),
);

const optimizerSubjects = OPTIMIZERS.flatMap(({ info }: { readonly info: CardInfo }) =>
  subjectWith(info, info.mainKnob, 'long', (params) => ({
    optimizer: { id: info.id, params },
  })),
);

/** Everything that has a strength to choose, in the order of the page. */
export const GRID_SUBJECTS: readonly GridSubject[] = [
  ...methodSubjects,
  ...trainableSubjects,
  ...optimizerSubjects,
];

/** The subject of this id; throws with all that there are. */
export function gridSubject(id: string): GridSubject {
  const subject = GRID_SUBJECTS.find(({ info }) => info.id === id);
  if (subject) return subject;
  const known = GRID_SUBJECTS.map(({ info }) => info.id).join(', ');
  throw new Error(`grid: expected some of ${known}, got '${id}'.`);
}

/** Every value at every rate. */
export function gridSettings({ values, rates }: Pick<GridSubject, 'values' | 'rates'>) {
  return values.flatMap((value): GridSetting[] =>
    rates.length === 0 ? [{ value }] : rates.map((rate) => ({ value, rate })),
  );
}

/** Whether this is how the plug-in comes, beside the default optimizer. */
export function isDefault({ knob, rates }: GridSubject, { value, rate }: GridSetting): boolean {
  const rateIsUsual = rates.length === 0 || rate === adamw.info.params.learningRate.default;
  return value === knob.spec.default && rateIsUsual;
}
