// Every preset is a valid experiment that can be described, fits into a link, and says nothing that needs correcting.

import { describe, expect, test } from 'vitest';
import type { BaseInfo } from '../../core/catalog.ts';
import { DEFAULT_EXPERIMENT } from '../../core/defaultExperiment.ts';
import { experimentSchema } from '../../core/experiment.ts';
import { decodeLink, encodeLink } from '../../core/link.ts';
import { sizedShape } from '../../engine/model/sizes.ts';
import { describeExperiment } from '../describe.ts';
import { EXPERIMENT_PRESETS, LEARNER_PRESETS } from './index.ts';
import { CONTEXT, VOCABULARY_SIZE } from '../tasks/vocabulary.ts';

const TINY: BaseInfo = {
  id: 'tiny',
  label: 'tiny',
  size: 'tiny',
  shape: sizedShape('tiny', VOCABULARY_SIZE, CONTEXT),
  world: 'strings',
  examples: 1000,
  parameters: 94_032,
  data: '',
  steps: 1,
  seed: 1,
  adapter: '',
  command: '',
  date: '',
  accuracy: {},
};

/** Cards of one base for each of the worlds. */
const BASES: readonly BaseInfo[] = [
  TINY,
  ...['facts', 'functions-steps', 'functions-direct', 'parity'].map((id) => ({
    ...TINY,
    id,
    world: id,
  })),
];

interface Stored {
  readonly general?: number;
  readonly perTask?: number;
}

describe.each(EXPERIMENT_PRESETS.map((p) => [p.id, p] as const))(
  'experiment preset %s',
  (_, preset) => {
    test('is valid, and survives a link of under 2,000 characters', () => {
      expect(experimentSchema.parse(preset.experiment)).toEqual(preset.experiment);
      const link = encodeLink(preset.experiment);
      expect(link.length).toBeLessThan(2000);
      expect(decodeLink(link)).toMatchObject({
        experiment: preset.experiment,
        corrections: [],
        error: null,
      });
    });

    test('can be described, each learner with its cost', () => {
      const description = describeExperiment(preset.experiment, BASES, 1e9);
      expect(description.costs.map((c) => c.learnerId)).toEqual(
        preset.experiment.learners.map((l) => l.id),
      );
      expect(description.flopsPerStep).toBeGreaterThan(1e7);
      expect(description.secondsHere).toBeGreaterThan(0);
      const replayed = description.costs.find((c) => c.learnerId.startsWith('replay'));
      const tasks = new Set(preset.experiment.phases.flatMap((p) => p.tasks.map((t) => t.id))).size;
      const { methods = [] } =
        preset.experiment.learners.find(({ id }) => id === replayed?.learnerId) ?? {};
      const { general = 1000, perTask = 100 } = (methods[0]?.params ?? {}) as Stored;
      expect(replayed?.storedExamples ?? 0).toBe(replayed ? general + perTask * tasks : 0);
    });
  },
);

test.each(LEARNER_PRESETS.map((p) => [p.id, p.learner] as const))(
  'learner preset %s survives a link',
  (_, learner) => {
    const experiment = { ...DEFAULT_EXPERIMENT, learners: [learner] };
    expect(decodeLink(encodeLink(experiment))).toMatchObject({ experiment, corrections: [] });
  },
);

test('the references are one click each, and no other preset has their neutral marks', () => {
  expect(LEARNER_PRESETS.filter((p) => p.role === 'lower').map((p) => p.learner.mark)).toEqual([0]);
  expect(LEARNER_PRESETS.filter((p) => p.role === 'upper').map((p) => p.learner.mark)).toEqual([6]);
  // Inks repeat: a learner that is added takes the first one that is free.
  const inks = LEARNER_PRESETS.filter((p) => p.role === 'learner').map((p) => p.learner.mark);
  expect(inks.filter((mark) => mark < 1 || mark > 5)).toEqual([]);
  expect(new Set(LEARNER_PRESETS.map((p) => p.id)).size).toBe(LEARNER_PRESETS.length);
});
