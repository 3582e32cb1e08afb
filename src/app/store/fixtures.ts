// A small catalog and records for the tests of the app: made up, and small enough to check by hand.

import type { Catalog } from '../../core/catalog.ts';
import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../../core/defaultExperiment.ts';
import { CLAUSES, type ClauseGrade, type ClauseId, type LearnerGrade } from '../../core/grade.ts';
import type { ChoiceParam, NumberParam } from '../../core/params.ts';
import type { CardInfo, Info } from '../../core/plugin.ts';
import type { AdapterReport, RunRecord } from '../../core/runRecord.ts';

function number(label: string, range: Partial<NumberParam>): NumberParam {
  return {
    kind: 'number',
    label,
    help: '',
    default: 0.5,
    min: 0,
    max: 1,
    scale: 'linear',
    format: 'plain',
    ...range,
  };
}

const info = (id: string, params: Info['params'] = {}): Info => ({
  id,
  label: id,
  summary: '',
  params,
});

function card(id: string, params: Info['params'], mainKnob?: string): CardInfo {
  const words = { family: 'replay', equation: id, worksWhen: '', failsWhen: '' } as const;
  return { ...info(id, params), ...words, ...(mainKnob === undefined ? {} : { mainKnob }) };
}

const rate = number('learning rate', { default: 1e-3, min: 1e-5, max: 0.1, scale: 'log' });

const boundary: ChoiceParam<'reset' | 'keep'> = {
  kind: 'choice',
  label: 'state at a boundary',
  help: '',
  default: 'reset',
  options: [
    { value: 'reset', label: 'reset' },
    { value: 'keep', label: 'keep' },
  ],
};

export const CATALOG: Catalog = {
  tasks: ['reverse', 'next', 'drop-first', 'double'].map((id) => ({
    ...info(id),
    group: 'new',
    worlds: ['strings'],
    examples: [],
  })),
  objectives: [card('fine-tuning', {})],
  methods: [card('replay', { share: number('replayed share', { max: 0.9 }) }, 'share')],
  trainables: [card('all', {})],
  optimizers: [card('adamw', { learningRate: rate, boundary }, 'learningRate')],
  schedules: [info('constant'), info('cosine')],
  metrics: [],
  bases: [
    {
      id: 'tiny',
      label: 'tiny',
      size: 'tiny',
      shape: {
        vocabulary: 64,
        context: 64,
        width: 48,
        layers: 3,
        heads: 2,
        keyValueHeads: 2,
        feedForward: 192,
        mlp: 'gelu',
        tied: false,
        rotaryBase: 100,
      },
      parameters: 92_160,
      world: 'strings',
      examples: 32,
      data: '',
      steps: 1,
      seed: 1,
      adapter: '',
      command: '',
      date: '2026-01-01',
      accuracy: {},
    },
  ],
  worlds: [],
  sizes: [],
  learnerPresets: [
    { id: 'naive', label: 'Naive', summary: '', role: 'lower', learner: NAIVE_LEARNER },
    {
      id: 'joint',
      label: 'Joint',
      summary: '',
      role: 'upper',
      learner: { ...NAIVE_LEARNER, id: 'joint', name: 'Joint', mark: 6 },
    },
    {
      id: 'plain',
      label: 'Plain',
      summary: '',
      role: 'learner',
      learner: { ...NAIVE_LEARNER, id: 'plain', name: 'Plain', mark: 3 },
    },
  ],
  experimentPresets: [
    {
      id: 'default',
      label: '',
      summary: '',
      experiment: DEFAULT_EXPERIMENT,
      group: 'start',
      trace: 'default.json',
    },
  ],
};

export const GPU: AdapterReport = {
  kind: 'webgpu',
  name: 'a GPU',
  software: false,
  variant: 'workgroup',
};

/** An empty record of the default experiment. */
export const RECORD: RunRecord = {
  format: 1,
  experiment: DEFAULT_EXPERIMENT,
  capabilities: [],
  adapter: GPU,
  date: '2026-01-01T00:00:00Z',
  seconds: null,
  evaluations: [],
  losses: [],
  metrics: [],
  error: null,
};

/** A grade that meets every clause, but for what is said of some. */
export function gradeFor(
  learnerId: string,
  clauses: Partial<Record<ClauseId, Partial<ClauseGrade>>> = {},
): LearnerGrade {
  const met = (clause: ClauseId): ClauseGrade => ({
    clause,
    verdict: 'met',
    figure: 1,
    conditions: [],
    reason: `The clause ${clause} is met.`,
  });
  return {
    learnerId,
    seeds: 1,
    clauses: CLAUSES.map((clause) => ({ ...met(clause), ...clauses[clause] })),
    badges: [],
  };
}
