// Metrics of learning curves beside those of the single-task references, on broken lines worked by hand.

import { describe, expect, test } from 'vitest';
import {
  accessLine,
  boundary,
  capability,
  context,
  curve,
  curvesOnly,
  value,
} from '../testing/metricBench.ts';
import { meanAccuracy, stepsTo } from './curves.ts';
import { REGISTRY } from './index.ts';

/** Straight up from 0 to 1: threshold .8 after 80 steps, area .5. */
const straight = (phase: number, column: number) => curve(phase, column, [0, 0], [100, 1]);
/** Twice as fast: threshold after 40 steps, area .75. */
const fast = (phase: number, column: number) => curve(phase, column, [0, 0], [50, 1], [100, 1]);
/** To .6 only: threshold never, area .3. */
const slow = (phase: number, column: number) => curve(phase, column, [0, 0], [100, 0.6]);

describe('broken lines', () => {
  test('areas are those of trapezoids, also up to a step between points', () => {
    const line = curve(1, 0, [0, 0.2], [10, 0.4], [40, 1]);
    expect(meanAccuracy(line)).toBeCloseTo((3 + 21) / 40, 10);
    // At step 25 it stands at .7.
    expect(meanAccuracy(line, 25)).toBeCloseTo((3 + 8.25) / 25, 10);
    expect(meanAccuracy(line, 10)).toBeCloseTo(0.3, 10);
    expect(meanAccuracy(curve(1, 0, [0, 0.5]))).toBeNull();
    expect(meanAccuracy(curve(1, 0))).toBeNull();
  });

  test('a threshold is crossed between points, at the first time', () => {
    const line = curve(1, 0, [0, 0.2], [10, 0.4], [15, 0.9], [20, 0.1], [25, 1]);
    expect(stepsTo(line, 0.8)).toBeCloseTo(14, 10);
    expect(stepsTo(line, 0.4)).toBeCloseTo(10, 10);
    expect(stepsTo(line, 0.2)).toBe(0);
    expect(stepsTo(line, 1.1)).toBeNull();
  });
});

describe('beside the reference', () => {
  const own = [fast(1, 0), straight(2, 1)];
  const references = [straight(1, 0), straight(2, 1)];
  const c = curvesOnly([0, 1], own, references);

  test('areas: .75 against .5 is half of what there was to gain, .5 against .5 is none', () => {
    expect(value('learning-curve-area', c)).toBeCloseTo(0.625, 10);
    expect(value('forward-transfer-area', c)).toBeCloseTo(0.25, 10);
    const slower = curvesOnly([0], [slow(1, 0)], references);
    expect(value('forward-transfer-area', slower)).toBeCloseTo(-0.4, 10);
  });

  test('examples: 40 and 80 steps of 16, against 80 and 80', () => {
    expect(value('examples-to-threshold', c)).toBeCloseTo(60 * 16, 8);
    expect(value('examples-ratio', c)).toBeCloseTo(0.75, 10);
    expect(value('threshold-reached', c)).toBe(1);
  });

  test('where a task never gets there, times have no mean', () => {
    const gaveUp = curvesOnly([0, 1], [fast(1, 0), slow(2, 1)], references);
    expect(value('examples-to-threshold', gaveUp)).toBeNull();
    expect(value('examples-ratio', gaveUp)).toBeNull();
    expect(value('threshold-reached', gaveUp)).toBe(0.5);
  });

  test('the threshold is .8 of the score, which chance takes part of', () => {
    // With chance .5 it is .9, reached after 90 steps of the straight line.
    const capabilities = [capability('new', 0.5)];
    const guessing = { ...curvesOnly([0], [straight(1, 0)], [straight(1, 0)]), capabilities };
    expect(value('examples-to-threshold', guessing)).toBeCloseTo(90 * 16, 8);
  });

  test('tasks that the reference did not learn, or that the base knew, tell nothing of speed', () => {
    const unlearned = curve(1, 0, [0, 0], [100, 0.4]);
    const known = curve(2, 1, [0, 0.9], [100, 1]);
    const nothing = curvesOnly([0, 1], own, [unlearned, known]);
    for (const id of ['examples-to-threshold', 'examples-ratio', 'threshold-reached']) {
      expect(value(id, nothing)).toBeNull();
    }
  });

  test('a repeated task counts at its first time only', () => {
    const again = curvesOnly([0, 1, 0], [...own, fast(3, 0)], [...references, straight(3, 0)]);
    expect(value('learning-curve-area', again)).toBeCloseTo(0.625, 10);
    expect(value('examples-ratio', again)).toBeCloseTo(0.75, 10);
  });

  test('learning accuracy .9, .45 and .5 of tasks that alone reach 1.0, .9 and .4', () => {
    const rows = [
      [0, 0, 0],
      [0.9, 0, 0],
      [0, 0.45, 0],
      [0, 0, 0.5],
    ];
    const end = (column: number, accuracy: number) =>
      curve(column + 1, column, [0, 0], [100, accuracy]);
    const three = context(rows, [[0], [1], [2]], {
      references: [end(0, 1), end(1, 0.9), end(2, 0.4)],
    });
    // The third was not learned by the reference: no ratio to that.
    expect(value('relative-learning-accuracy', three)).toBeCloseTo((0.9 + 0.5) / 2, 10);
    expect(value('intransigence', three)).toBeCloseTo((0.1 + 0.45 - 0.1) / 3, 10);
    const capabilities = [capability('new', 0.5), capability('new', 0.5), capability('new', 0.5)];
    // Of the first, s is .8 against 1; of the second -.1 against .8.
    expect(value('relative-learning-accuracy', { ...three, capabilities })).toBeCloseTo(
      (0.8 - 0.125) / 2,
      10,
    );
  });
});

describe('plasticity', () => {
  test('ends of the last third of the phases over those of the first; the slope of the areas', () => {
    const ends = [1, 0.8, 0.9, 0.7, 0.3, 0.6];
    const curves = ends.map((end, i) => curve(i + 1, i, [0, 0], [100, end]));
    const c = curvesOnly([0, 1, 2, 3, 4, 5], curves, []);
    expect(value('plasticity-ratio', c)).toBeCloseTo(0.45 / 0.9, 10);
    // Areas .5 .4 .45 .35 .15 .3 over 1 to 6: sum of (x - 3.5)y = -.925, spread 17.5.
    expect(value('learning-trend', c)).toBeCloseTo(-0.925 / 17.5, 10);
  });

  test('speed is that of as many steps as the shortest phase has', () => {
    const long = curve(3, 2, [0, 0], [100, 1], [1000, 1]);
    const c = curvesOnly([0, 1, 2], [straight(1, 0), straight(2, 1), long], []);
    expect(value('learning-trend', c)).toBeCloseTo(0, 10);
    expect(value('plasticity-ratio', c)).toBe(1);
  });

  test('repeats of tasks are not new tasks, and two phases make no trend', () => {
    const curves = [straight(1, 0), straight(2, 1), fast(3, 0)];
    const c = curvesOnly([0, 1, 0], curves, []);
    expect(value('plasticity-ratio', c)).toBeNull();
    expect(value('learning-trend', c)).toBeNull();
  });

  test('a mixture is one phase', () => {
    const mixture = [curve(1, 0, [0, 0], [100, 1]), curve(1, 1, [0, 0], [100, 0.6])];
    const c = {
      ...curvesOnly([0, 2, 3], [...mixture, straight(2, 2), curve(3, 3, [0, 0], [100, 0.4])], []),
      phases: [[0, 1], [2], [3]],
    };
    expect(value('plasticity-ratio', c)).toBeCloseTo(0.4 / 0.8, 10);
  });
});

test.each(REGISTRY.map((m) => [m.info.id, m] as const))(
  '%s counts nothing of a phase that has not finished, whatever was logged of it',
  (_, metric) => {
    const c = curvesOnly([0, 1, 0], [fast(1, 0), fast(2, 1)], [straight(1, 0), straight(2, 1)]);
    const moment = { ...boundary(0, {}), accuracy: [0, 0], withoutMemory: [0, 0], loss: [1, 1] };
    const unfinished = {
      ...c,
      matrix: [c.matrix[0]!, [null, null], [null, null], [null, null]],
      timeResolved: [moment, { ...moment, step: 50 }, { ...moment, step: 100 }],
      access: [accessLine({ phase: 1, trained: 100, rehearsed: 50, flopsRatio: 1 })],
    };
    expect(metric.value(unfinished)).toBeNull();
  },
);
