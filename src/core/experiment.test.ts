// The schema's relations between fields, and when an experiment evaluates.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DEFAULT_EXPERIMENT } from './defaultExperiment.ts';
import {
  type Experiment,
  type ModelShape,
  checkShape,
  evaluationSteps,
  experimentSchema,
  modelShape,
  nearestShape,
  phaseBoundaries,
  totalSteps,
} from './experiment.ts';
import { arbitraryExperiment } from './testing/arbitraryExperiment.ts';

const SHAPE: ModelShape = {
  vocabulary: 96,
  context: 64,
  width: 48,
  layers: 3,
  heads: 2,
  keyValueHeads: 1,
  feedForward: 192,
  mlp: 'gelu',
  tied: false,
  rotaryBase: 100,
};

/** An experiment whose phases take these numbers of steps. */
function withSteps(steps: readonly number[], every: number, dense: boolean): Experiment {
  return {
    ...DEFAULT_EXPERIMENT,
    phases: steps.map((count) => ({
      tasks: [{ id: 'reverse', weight: 1 }],
      steps: count,
      blur: 0,
    })),
    evaluation: { every, denseAfterBoundary: dense, items: 48 },
  };
}

describe('experimentSchema', () => {
  it('accepts the default experiment as it is', () => {
    expect(experimentSchema.parse(DEFAULT_EXPERIMENT)).toEqual(DEFAULT_EXPERIMENT);
  });

  it('accepts an empty stream but no empty list of learners', () => {
    expect(experimentSchema.safeParse({ ...DEFAULT_EXPERIMENT, phases: [] }).success).toBe(true);
    expect(experimentSchema.safeParse({ ...DEFAULT_EXPERIMENT, learners: [] }).success).toBe(false);
  });

  it('rejects two learners with one id', () => {
    const [learner] = DEFAULT_EXPERIMENT.learners;
    const parsed = experimentSchema.safeParse({
      ...DEFAULT_EXPERIMENT,
      learners: [learner, learner],
    });
    expect(parsed.error?.issues[0]).toMatchObject({
      path: ['learners', 1, 'id'],
      message: "learner id: expected each id once, got 'naive' again.",
    });
  });
});

describe('checkShape', () => {
  it.each([
    [{ heads: 4 }, 'heads', 'expected one of 1, 2, 3, 6 for width 48, got 4'],
    [{ width: 512, heads: 2 }, 'heads', 'expected one of 4, 8, 16 for width 512, got 2'],
    [{ heads: 3, keyValueHeads: 2 }, 'keyValueHeads', 'expected a divisor of heads 3, got 2'],
    [{ width: 136 }, 'width', 'got 136'],
  ])('says what is wrong with %j', (change, subject, message) => {
    const shape = { ...SHAPE, ...change };
    const problems = checkShape(shape);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.subject).toBe(subject);
    expect(problems[0]?.message).toContain(message);
    expect(modelShape.safeParse(shape).error?.issues[0]?.path).toEqual([subject]);
  });

  it('accepts a sound shape', () => {
    expect(checkShape(SHAPE)).toEqual([]);
    expect(modelShape.parse(SHAPE)).toEqual(SHAPE);
  });
});

describe('nearestShape', () => {
  it('makes any numbers in range sound, and leaves sound ones alone', () => {
    const heads = fc.integer({ min: 1, max: 16 });
    const widths = fc.integer({ min: 2, max: 64 });
    fc.assert(
      fc.property(widths, heads, heads, (eighth, count, keyValueHeads) => {
        const given = { ...SHAPE, width: 8 * eighth, heads: count, keyValueHeads };
        const nearest = nearestShape(given);
        expect(modelShape.safeParse(nearest).success).toBe(true);
        if (checkShape(given).length === 0) expect(nearest).toEqual(given);
      }),
    );
  });
});

describe('totalSteps and phaseBoundaries', () => {
  it('count from 0 to the end of the stream', () => {
    const experiment = withSteps([100, 50, 7], 20, false);
    expect(totalSteps(experiment)).toBe(157);
    expect(phaseBoundaries(experiment.phases)).toEqual([0, 100, 150, 157]);
    expect(phaseBoundaries([])).toEqual([0]);
  });
});

describe('evaluationSteps', () => {
  it('is the cadence inside each phase, and every boundary', () => {
    expect(evaluationSteps(withSteps([50, 45], 20, false))).toEqual([0, 20, 40, 50, 70, 90, 95]);
  });

  it('adds step 10 after each boundary when dense', () => {
    const expected = [0, 10, 20, 40, 50, 60, 80];
    expect(evaluationSteps(withSteps([40, 40], 20, true))).toEqual(expected);
  });

  it('keeps dense steps inside their own phase', () => {
    expect(evaluationSteps(withSteps([4, 8], 20, true))).toEqual([0, 4, 12]);
  });

  it('is the base alone without phases', () => {
    expect(evaluationSteps(withSteps([], 20, true))).toEqual([0]);
  });

  it('ascends, holds every boundary, and never waits longer than the cadence', () => {
    fc.assert(
      fc.property(arbitraryExperiment, (experiment) => {
        const steps = evaluationSteps(experiment);
        expect(steps[0]).toBe(0);
        expect(steps.at(-1)).toBe(totalSteps(experiment));
        for (const boundary of phaseBoundaries(experiment.phases))
          expect(steps).toContain(boundary);
        const gaps = steps.slice(1).map((step, i) => step - steps[i]!);
        expect(gaps.every((gap) => gap > 0 && gap <= experiment.evaluation.every)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
