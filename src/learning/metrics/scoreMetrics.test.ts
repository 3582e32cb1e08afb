// Metrics of scores, losses and what a memory holds, on figures worked by hand.

import { describe, expect, test } from 'vitest';
import { capability, context, value } from '../testing/metricBench.ts';

const BASE = [0.1, 0.1, 0.1];
const ONE_EACH = [[0], [1], [2]];
const FIRST = context([BASE, [0.9, 0.1, 0.2], [0.6, 0.8, 0.3], [0.5, 0.7, 0.95]], ONE_EACH);

describe('retention ratio', () => {
  test('is the mean share left of earlier tasks', () => {
    expect(value('retention-ratio', FIRST)).toBeCloseTo((0.5 / 0.9 + 0.7 / 0.8) / 2, 10);
  });

  test('corrects for chance, and leaves out what was not learned', () => {
    const capabilities = [capability('new', 0.5), capability('new', 0.2), capability('new')];
    const rows = [BASE, [0.9, 0.2, 0], [0.6, 0.59, 0], [0.6, 0.1, 0.9]];
    // (.6 - .5) / (.9 - .5); the second task's score at its end is .39 / .8 < .5.
    expect(value('retention-ratio', context(rows, ONE_EACH, { capabilities }))).toBeCloseTo(
      0.25,
      10,
    );
    // At .6 it is .4 / .8: learned, and then lost to below chance, -.1 / .8.
    const learned = [BASE, [0.9, 0.2, 0], [0.6, 0.6, 0], [0.6, 0.1, 0.9]];
    expect(value('retention-ratio', context(learned, ONE_EACH, { capabilities }))).toBeCloseTo(
      (0.25 - 0.25) / 2,
      10,
    );
  });

  test('has no value where nothing was learned', () => {
    expect(value('retention-ratio', context([BASE, BASE, BASE, BASE], ONE_EACH))).toBeNull();
  });

  test('compares a repeated task with the end of its last phase', () => {
    const rows = [
      [0, 0],
      [0.5, 0],
      [0, 1],
      [0.8, 1],
      [0.6, 1],
    ];
    // Task 1 is taught in the present phase.
    expect(value('retention-ratio', context(rows, [[0], [1], [0], [1]]))).toBeCloseTo(0.75, 10);
  });
});

describe('gain', () => {
  test('is the share of what there was to gain', () => {
    const expected = (0.4 / 0.9 + 0.6 / 0.9 + 0.85 / 0.9) / 3;
    expect(value('gain', FIRST)).toBeCloseTo(expected, 10);
  });

  test('corrects for chance; a task that the base answers perfectly does not count', () => {
    const capabilities = [capability('new', 0.5), capability('new')];
    const rows = [
      [0.6, 1],
      [0.9, 0.4],
    ];
    // s goes from .2 to .8.
    expect(value('gain', context(rows, [[0, 1]], { capabilities }))).toBeCloseTo(0.75, 10);
    expect(value('gain', context([[1], [0.9]], [[0]]))).toBeNull();
  });
});

describe('what the base knew', () => {
  const capabilities = [
    capability('general', 0.2),
    capability('general'),
    capability('general'),
    capability('old'),
    capability('new'),
    capability('new'),
  ];
  const losses = [
    [0.1, 0.2, 0.3, 0.6, 3, 2],
    [0.4, 0.1, 0.6, 0.9, 0.2, 1],
    [0.7, 0.2, 0.9, 1.9, 1.2, 0.1],
  ];
  const c = context(
    [
      [1, 0.8, 0.4, 0.9, 0, 0],
      [0.8, 0.8, 0.2, 0.5, 1, 0],
      [0.6, 1, 0, 0.3, 0.5, 1],
    ],
    [[4], [5]],
    { capabilities },
  );
  const timeResolved = c.timeResolved.map((moment, i) => ({ ...moment, loss: losses[i]! }));
  const withLoss = { ...c, timeResolved };

  test('general retention is the share left of what the base had', () => {
    // (.6 - .2) / .8 = .5 and 1 / .8 = 1.25; the third was no capability of the base.
    expect(value('general-retention', c)).toBeCloseTo(0.875, 10);
    const random = context([[0.3, 0, 0, 0, 0, 0], c.matrix[1]!, c.matrix[2]!], c.phases, {
      capabilities,
    });
    expect(value('general-retention', random)).toBeNull();
  });

  test('the loss on general capabilities has risen by .4 nats', () => {
    expect(value('general-loss-increase', withLoss)).toBeCloseTo((0.6 + 0 + 0.6) / 3, 10);
    expect(value('general-loss-increase', c)).toBeNull();
  });

  test('the base loses 2.2 nats more on what the phases teach than on what it knows', () => {
    expect(value('base-loss-excess', withLoss)).toBeCloseTo(2.5 - 0.3, 10);
    expect(value('base-loss-excess', c)).toBeNull();
  });

  test('phases count alike, whatever their mixtures, and a repeated one again', () => {
    const phases = [[4, 5], [5]];
    expect(value('base-loss-excess', { ...withLoss, phases })).toBeCloseTo((2.5 + 2) / 2 - 0.3, 10);
  });

  test('only finished phases count', () => {
    const matrix = [c.matrix[0]!, c.matrix[1]!, c.matrix[2]!.map(() => null)];
    const unfinished = { ...withLoss, matrix };
    expect(value('base-loss-excess', unfinished)).toBeCloseTo(3 - 0.3, 10);
    expect(value('general-loss-increase', unfinished)).toBeCloseTo((0.3 - 0.1 + 0.3) / 3, 10);
  });
});

describe('in-weights ratio', () => {
  const rows = [
    [0, 0, 0],
    [0.9, 0, 0],
    [0.6, 0.8, 0],
    [0.6, 0.8, 0.3],
  ];
  const c = context(rows, ONE_EACH);
  const asked = (withoutMemory: readonly number[]) => ({
    ...c,
    timeResolved: c.timeResolved.map((moment) => ({ ...moment, withoutMemory })),
  });

  test('is what is left of learned tasks without the memory', () => {
    // The third task was never learned; (.3 + .05) / (.6 + .8).
    expect(value('in-weights-ratio', asked([0.3, 0.05, 0.3]))).toBeCloseTo(0.25, 10);
    expect(value('in-weights-ratio', asked([0.6, 0.8, 0]))).toBeCloseTo(1, 10);
  });

  test('has no value where nothing was taken away, or nothing is answered', () => {
    expect(value('in-weights-ratio', c)).toBeNull();
    const lost = asked([0, 0, 0]);
    const timeResolved = lost.timeResolved.map((m) => ({ ...m, accuracy: [0, 0, 0] }));
    expect(value('in-weights-ratio', { ...lost, timeResolved })).toBeNull();
  });
});
