// What a visitor is told about each thing in a link that had to be changed, and what is used in its place.

import { describe, expect, it } from 'vitest';

import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from './defaultExperiment.ts';
import { decodeLink, packText } from './link.ts';
import { LINK_DEFAULTS } from './linkDefaults.ts';
import { craftLink } from './testing/craftLink.ts';

function open(compact: unknown) {
  const { experiment, corrections, error } = decodeLink(craftLink(compact));
  expect(error).toBeNull();
  return { experiment, messages: corrections.map((c) => c.message) };
}

/** Reverse and next, 90 steps each, with one field of the second phase replaced. */
const phases = (tasks: unknown, steps: unknown, blur: unknown) => [
  ['reverse', 90],
  [tasks, steps, blur],
];

describe('numbers out of range', () => {
  it.each([
    [{ batchSize: 5000 }, 'Batch size 5,000 was out of range; using 128.'],
    [{ batchSize: 2.5 }, 'Batch size 2.5 was not a whole number; using 3.'],
    [{ batchSize: 1e300 }, `Batch size 1e+300 was out of range; using 128.`],
    [{ phases: phases('next', 9000, 0) }, 'Phase 2: steps 9,000 was out of range; using 2,000.'],
    [{ phases: phases('next', 0, 0) }, 'Phase 2: steps 0 was out of range; using 1.'],
    [{ phases: phases('next', 9, -3) }, 'Phase 2: blur -3 was out of range; using 0.'],
    [{ phases: phases(['next', 7], 9, 0) }, 'Phase 2: task 1: weight 7 was out of range; using 1.'],
    [{ learners: [{ mark: 9 }] }, 'Learner 1: mark 9 was out of range; using 6.'],
    [{ seeds: { count: 99 } }, 'Seeds: count 99 was out of range; using 10.'],
    [{ evaluation: { items: 1 } }, 'Evaluation: items 1 was out of range; using 8.'],
  ])('are clamped: %j', (compact, message) => {
    expect(open(compact).messages).toEqual([message]);
  });

  it('are clamped where JSON reads them as infinite', () => {
    const { experiment, corrections } = decodeLink(packText('{"batchSize":1e999}'));
    expect(experiment.batchSize).toBe(128);
    expect(corrections).toHaveLength(1);
    expect(corrections[0]?.subject).toBe('batchSize');
  });

  it('leave everything else as it was', () => {
    const { experiment } = open({ name: 'Mine', phases: phases('next', 9000, 4) });
    expect(experiment).toEqual({
      ...LINK_DEFAULTS,
      name: 'Mine',
      phases: [
        { tasks: [{ id: 'reverse', weight: 1 }], steps: 90, blur: 0 },
        { tasks: [{ id: 'next', weight: 1 }], steps: 2000, blur: 4 },
      ],
    });
  });
});

describe('values of a wrong type', () => {
  const { steps } = DEFAULT_EXPERIMENT.phases[0]!;
  it.each([
    [{ batchSize: 'many' }, "Batch size 'many' was not valid; using 16."],
    [{ base: 'No Such!' }, "Base: id 'No Such!' was not valid; using 'tiny'."],
    [{ base: 7 }, 'Base 7 was not valid; using the default.'],
    [{ name: null }, "Name null was not valid; using 'Three new functions'."],
    [{ phases: phases('next', 'long', 0) }, `Phase 2: steps 'long' was not valid; using ${steps}.`],
    [{ phases: [['reverse']] }, `Phase 1: steps was missing; using ${steps}.`],
    [{ learners: [{ name: '' }] }, "Learner 1: name '' was not valid; using 'Learner 1'."],
    [{ learners: [{ id: 'A b' }] }, "Learner 1: id 'A b' was not valid; using 'learner-1'."],
    [{ learners: [{ optimizer: 3 }] }, 'Learner 1: optimizer 3 was not valid; using the default.'],
    [{ learners: [{ methods: 3 }] }, 'Learner 1: methods 3 was not valid; using the default.'],
    [
      { evaluation: { denseAfterBoundary: 1 } },
      'Evaluation: dense after boundary 1 was not valid; using true.',
    ],
  ])('fall back to the default of their field: %j', (compact, message) => {
    expect(open(compact).messages).toEqual([message]);
  });

  it.each([
    [{ phases: [5, ['reverse', 90]] }, 'Phase 1 5 was not valid and was left out.'],
    [
      { phases: phases(['next', 'No!'], 90, 0) },
      "Phase 2: task 2 was left out: its id 'No!' was not valid.",
    ],
    [{ learners: [{}, 5] }, 'Learner 2 5 was not valid and was left out.'],
    [
      { learners: [{ methods: ['ewc', ['B!']] }] },
      "Learner 1: method 2 was left out: its id 'B!' was not valid.",
    ],
    [
      { learners: [{ optimizer: ['adamw', { rate: null, clip: 2 }] }] },
      'Learner 1: optimizer: rate null was not valid and was left out.',
    ],
  ])('are left out where they are one of several: %j', (compact, message) => {
    expect(open(compact).messages).toEqual([message]);
  });

  it('keep what is readable beside them', () => {
    const { experiment } = open({
      learners: [{ optimizer: ['adamw', { rate: null, clip: 2 }], methods: ['ewc', ['B!']] }],
    });
    const [learner] = experiment.learners;
    expect(learner?.optimizer).toEqual({ id: 'adamw', params: { clip: 2 } });
    expect(learner?.methods).toEqual([{ id: 'ewc', params: {} }]);
  });

  it('take a phase with them when nothing of it is left, and count positions as the visitor sees them', () => {
    const { experiment, messages } = open({
      phases: [
        [['No!'], 90],
        ['next', 9000],
      ],
    });
    expect(experiment.phases.map((p) => p.tasks[0]?.id)).toEqual(['next']);
    expect(messages).toEqual([
      "Phase 1: task 1 was left out: its id 'No!' was not valid.",
      'Phase 1 was left out: its tasks an empty list was not valid.',
      'Phase 1: steps 9,000 was out of range; using 2,000.',
    ]);
  });
});

describe('lists and texts that are too long', () => {
  it('are cut', () => {
    const { experiment, messages } = open({
      name: 'n'.repeat(90),
      phases: Array.from({ length: 30 }, () => ['reverse', 90]),
      learners: Array.from({ length: 7 }, (_, i) => ({ id: `l${i}` })),
    });
    expect(experiment.phases).toHaveLength(24);
    expect(experiment.learners.map((l) => l.id)).toEqual(['l0', 'l1', 'l2', 'l3', 'l4', 'l5']);
    expect(experiment.name).toBe('n'.repeat(80));
    expect(messages).toEqual([
      'Phases: 30 were more than 24; the last 6 were left out.',
      'Learners: 7 were more than 6; the last 1 were left out.',
      `Name '${'n'.repeat(40)}…' was too long; using '${'n'.repeat(40)}…'.`,
    ]);
  });

  it('are not listed without end', () => {
    const unknown = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`field${i}`, i]));
    expect(open(unknown).messages).toHaveLength(20);
  });

  it('of learners give way to the default learners when there are none', () => {
    const { experiment, messages } = open({ learners: [] });
    expect(experiment.learners).toEqual(DEFAULT_EXPERIMENT.learners);
    expect(messages).toEqual(['Learners an empty list was not valid; using the default.']);
  });

  it('of parameters are dropped', () => {
    const params = Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`p${i}`, i]));
    const { experiment, messages } = open({ learners: [{ schedule: ['cosine', params] }] });
    expect(experiment.learners[0]?.schedule).toEqual({ id: 'cosine', params: {} });
    expect(messages).toHaveLength(1);
  });
});

describe('relations between fields', () => {
  it('gives learners with the same id new ones', () => {
    const { experiment, messages } = open({ learners: [{}, { mark: 2 }, { id: 'naive-2' }, {}] });
    expect(experiment.learners.map((l) => l.id)).toEqual([
      'naive',
      'naive-3',
      'naive-2',
      'naive-4',
    ]);
    expect(experiment.learners[1]).toEqual({ ...NAIVE_LEARNER, id: 'naive-3', mark: 2 });
    expect(messages).toEqual([
      "Learner 2: id 'naive' was used twice; using 'naive-3'.",
      "Learner 4: id 'naive' was used twice; using 'naive-4'.",
    ]);
  });

  it.each([
    [48, 5, 2, { heads: 6 }, ['Base: heads 5 did not fit the other sizes; using 6.']],
    [
      64,
      4,
      3,
      { keyValueHeads: 2 },
      ['Base: key value heads 3 did not fit the other sizes; using 2.'],
    ],
    [136, 4, 4, { width: 128 }, ['Base: width 136 did not fit the other sizes; using 128.']],
    [50, 2, 2, { width: 48 }, ['Base: width 50 was not a multiple of 8; using 48.']],
  ])('makes a shape of %i with %i and %i heads sound', (width, heads, kv, changes, expected) => {
    const base = [96, 64, width, 3, heads, kv, 192, 'gelu', false, 10000];
    const { experiment, messages } = open({ base });
    expect(messages).toEqual(expected);
    expect(experiment.base).toMatchObject({
      kind: 'random',
      shape: { width, heads, keyValueHeads: kv, ...changes },
    });
  });

  it('fills in what a shape does not say', () => {
    const { experiment, messages } = open({ base: [96, 64, 64, 2] });
    expect(experiment.base).toMatchObject({ kind: 'random', shape: { width: 64, heads: 2 } });
    expect(messages).toContain('Base: heads was missing; using 2.');
    expect(messages).toHaveLength(6);
  });
});

describe('fields of a later version', () => {
  it.each([
    [{ claim: 'abc' }, "Experiment: unknown field 'claim' was left out."],
    [{ seeds: { stride: 2 } }, "Seeds: unknown field 'stride' was left out."],
    [{ learners: [{ teacher: 'x' }] }, "Learner 1: unknown field 'teacher' was left out."],
    [{ phases: [['reverse', 80, 0, 'x']] }, 'Phase 1: an unknown extra entry was left out.'],
    [
      { learners: [{ optimizer: ['adamw', {}, 1] }] },
      'Learner 1: an unknown extra entry was left out.',
    ],
    [
      { base: [96, 64, 48, 3, 2, 2, 192, 'gelu', false, 100, 1] },
      'Base: an unknown extra entry was left out.',
    ],
  ])('are left out with a notice: %j', (compact, message) => {
    expect(open(compact).messages).toEqual([message]);
  });

  it('cannot smuggle in the expanded form', () => {
    const { messages } = open({ base: { kind: 'checkpoint', id: 'small' } });
    expect(messages).toEqual(["Base '{…}' was not valid; using the default."]);
  });
});
