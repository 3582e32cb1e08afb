// Marks, names and ids of added learners, the knob of a card, and the slider's scale.

import { describe, expect, test } from 'vitest';
import { DEFAULT_EXPERIMENT, NAIVE_LEARNER, REPLAY_LEARNER } from '../../core/defaultExperiment.ts';
import type { LearnerConfig } from '../../core/experiment.ts';
import type { NumberParam } from '../../core/params.ts';
import { CATALOG } from '../store/fixtures.ts';
import {
  MAX_LEARNERS,
  addLearner,
  duplicateLearner,
  removeLearner,
  setKnob,
} from './editLearners.ts';
import { POSITIONS, positionOf, valueAt } from './knobScale.ts';
import { costLine, equationOf, mainKnob, partsOf } from './learnerView.ts';

const preset = (id: string) => CATALOG.learnerPresets.find((p) => p.id === id)!;

describe('editing learners', () => {
  test('references keep their marks, others take the first free ink', () => {
    const joint = addLearner(preset('joint'))(DEFAULT_EXPERIMENT);
    expect(joint.learners.at(-1)).toMatchObject({ id: 'joint', mark: 6 });
    const plain = addLearner(preset('plain'))(joint);
    expect(plain.learners.at(-1)).toMatchObject({ id: 'plain', mark: 2 });
    const second = addLearner(preset('naive'))(plain);
    expect(second.learners.at(-1)).toMatchObject({ id: 'naive-2', name: 'Naive 2', mark: 3 });
  });

  test('a ready-made learner steps as those that it is compared with, where it says nothing else', () => {
    const { learner, ...rest } = preset('plain');
    const added = (change: Partial<LearnerConfig>) =>
      addLearner({ ...rest, learner: { ...learner, ...change } })(DEFAULT_EXPERIMENT).learners.at(
        -1,
      );
    const settling = { id: 'cosine', params: {} };
    const keeping = { id: 'adamw', params: { boundary: 'keep' } };
    expect(added({})).toMatchObject({ optimizer: keeping, schedule: settling });
    const own = {
      optimizer: { id: 'adamw', params: { learningRate: 3e-4 } },
      schedule: { id: 'constant', params: { span: 'run' } },
    };
    expect(added(own)).toMatchObject({
      optimizer: { id: 'adamw', params: { boundary: 'keep', learningRate: 3e-4 } },
      schedule: { id: 'cosine', params: { span: 'run' } },
    });
    const other = { id: 'sgd', params: { learningRate: 0.1 } };
    expect(added({ optimizer: other })?.optimizer).toEqual(other);
  });

  test('never more than the page has colours for, never none', () => {
    let experiment = DEFAULT_EXPERIMENT;
    for (let i = 0; i < 10; i++) experiment = duplicateLearner('replay')(experiment);
    expect(experiment.learners).toHaveLength(MAX_LEARNERS);
    expect(new Set(experiment.learners.map((l) => l.id)).size).toBe(MAX_LEARNERS);
    expect(new Set(experiment.learners.map((l) => l.mark)).size).toBe(MAX_LEARNERS);
    for (const { id } of experiment.learners) experiment = removeLearner(id)(experiment);
    expect(experiment.learners).toHaveLength(1);
  });

  test('sets the knob where it lives', () => {
    const shared = setKnob(
      'replay',
      { family: 'method', index: 0 },
      'share',
      0.2,
    )(DEFAULT_EXPERIMENT);
    expect(shared.learners[1]?.methods[0]?.params).toEqual({ share: 0.2 });
    const rate = setKnob(
      'naive',
      { family: 'optimizer' },
      'learningRate',
      0.01,
    )(DEFAULT_EXPERIMENT);
    expect(rate.learners[0]?.optimizer.params).toEqual({
      boundary: 'keep',
      learningRate: 0.01,
    });
  });
});

describe('what a card shows', () => {
  test('the first method is in front, else the optimizer and the objective', () => {
    expect(mainKnob(REPLAY_LEARNER, CATALOG)).toMatchObject({ key: 'share', value: 0.5 });
    expect(mainKnob(NAIVE_LEARNER, CATALOG)).toMatchObject({ key: 'learningRate', value: 1e-3 });
    expect(equationOf(REPLAY_LEARNER, CATALOG)).toBe('replay');
    expect(equationOf(NAIVE_LEARNER, CATALOG)).toBe('fine-tuning');
  });

  test('an update without the definitions that follow it', () => {
    const [replay] = CATALOG.methods;
    const equation = String.raw`g + \lambda F, \quad F = \mathbb{E}[g^2]`;
    const catalog = { ...CATALOG, methods: [{ ...replay!, equation }] };
    expect(equationOf(REPLAY_LEARNER, catalog)).toBe(String.raw`g + \lambda F`);
  });

  test('cost', () => {
    const cost = { learnerId: 'replay', extraBytes: 34_000, storedExamples: 1400, flopsRatio: 1 };
    const none = { learnerId: 'naive', extraBytes: 0, storedExamples: 0, flopsRatio: 1.254 };
    const shared = { parameters: 1, flopsPerStep: 1, capabilities: [], secondsHere: null };
    const description = { ...shared, costs: [cost, none] };
    expect(costLine('replay', description)).toBe('+34 kB, 1,400 examples · 1.00× FLOPs');
    expect(costLine('naive', description)).toBe('no extra memory · 1.25× FLOPs');
    expect(costLine('other', description)).toBeNull();
    const some = { ...shared, costs: [{ ...none, trained: 6144 }] };
    expect(costLine('naive', some)).toBe('no extra memory · 1.25× FLOPs · trains 6,144');
  });

  test('what is trained, where that is a choice with a knob of its own', () => {
    const [all] = CATALOG.trainables;
    const [replay] = CATALOG.methods;
    const subset = { ...replay!, id: 'subset', equation: 'subset' };
    const catalog = { ...CATALOG, trainables: [all!, subset] };
    const learner = { ...NAIVE_LEARNER, trainable: { id: 'subset', params: { share: 0.2 } } };
    expect(mainKnob(learner, catalog)).toMatchObject({ key: 'share', value: 0.2 });
    expect(equationOf(learner, catalog)).toBe('subset');
    expect(partsOf(learner, catalog).map((info) => info.id)).toEqual(['fine-tuning', 'subset']);
    expect(partsOf(NAIVE_LEARNER, catalog).map((info) => info.id)).toEqual(['fine-tuning']);
    const moved = setKnob('naive', { family: 'trainable' }, 'share', 0.5);
    expect(moved({ ...DEFAULT_EXPERIMENT, learners: [learner] }).learners[0]!.trainable).toEqual({
      id: 'subset',
      params: { share: 0.5 },
    });
  });
});

describe('the scale of a knob', () => {
  const base = { kind: 'number', label: '', help: '', default: 1, format: 'plain' } as const;
  const log: NumberParam = { ...base, min: 1e-5, max: 0.1, scale: 'log' };
  const offOrLog: NumberParam = { ...log, min: 0, smallest: 1e-5 };
  const linear: NumberParam = { ...base, min: 0, max: 0.9, step: 0.05, scale: 'linear' };
  const whole: NumberParam = { ...base, min: 0, max: 7, step: 1, scale: 'linear' };

  test.each([log, offOrLog, linear, whole])('ends at the ends of the range', (spec) => {
    expect(valueAt(spec, 0)).toBe(spec.min);
    expect(valueAt(spec, POSITIONS)).toBe(spec.max);
    expect(positionOf(spec, spec.min)).toBe(0);
    expect(positionOf(spec, spec.max)).toBe(POSITIONS);
  });

  test('rounds to what can be read', () => {
    expect(positionOf(log, 1e-3)).toBeCloseTo(50);
    expect(valueAt(log, 50)).toBe(0.001);
    expect(valueAt(offOrLog, 1)).toBe(1e-5);
    expect(positionOf(offOrLog, valueAt(offOrLog, 67))).toBeCloseTo(67, 0);
    expect(valueAt(linear, 56)).toBe(0.5);
    expect(valueAt(whole, 50)).toBe(4);
  });
});
