// Metrics of what is measured at boundaries and of the data-access log, on figures worked by hand.

import { describe, expect, test } from 'vitest';
import type { CompositionFigures, PairKind } from '../../core/runRecord.ts';
import { accessLine, boundary, context, value } from '../testing/metricBench.ts';

const ROWS = [
  [0, 0],
  [1, 0],
  [1, 1],
];
const TWO = [[0], [1]];

describe('distance from the base', () => {
  const timeResolved = [
    boundary(0, {}),
    boundary(100, { forwardKl: 0.5, reverseKl: 0.25, weightDistance: 0.1 }),
    boundary(200, { forwardKl: 2, reverseKl: 3, weightDistance: 0.4 }),
  ];

  test('is that of the end of the last finished phase', () => {
    const c = context(ROWS, TWO, { timeResolved });
    expect(value('forward-kl', c)).toBe(2);
    expect(value('reverse-kl', c)).toBe(3);
    expect(value('weight-distance', c)).toBe(0.4);
    const unfinished = { ...c, matrix: [ROWS[0]!, ROWS[1]!, [null, null]] };
    expect(value('forward-kl', unfinished)).toBe(0.5);
    expect(value('reverse-kl', unfinished)).toBe(0.25);
    expect(value('weight-distance', unfinished)).toBe(0.1);
  });

  test('has no value in traces that did not measure it', () => {
    for (const id of ['forward-kl', 'reverse-kl', 'weight-distance', 'composition-gap']) {
      expect(value(id, context(ROWS, TWO))).toBeNull();
    }
  });
});

describe('what is measured of phases', () => {
  const cosines = (general: number, earlier: number | null) => ({
    gradientCosines: { general, earlier },
  });
  const timeResolved = [
    boundary(0, cosines(0.2, null)),
    boundary(100, { ...cosines(-0.4, 0.5), taskForwardKl: 3 }),
    boundary(200, { taskForwardKl: 1 }),
  ];

  test('divergence on new tasks is the mean over finished phases', () => {
    const c = context(ROWS, TWO, { timeResolved });
    expect(value('task-forward-kl', c)).toBe(2);
    expect(value('task-forward-kl', { ...c, matrix: [ROWS[0]!, ROWS[1]!, [null, null]] })).toBe(3);
    expect(value('task-forward-kl', context(ROWS, TWO))).toBeNull();
  });

  test('cosines are means over the starts of phases; with what came earlier from the second on', () => {
    const c = context(ROWS, TWO, { timeResolved });
    expect(value('gradient-cosine-general', c)).toBeCloseTo(-0.1, 12);
    expect(value('gradient-cosine-earlier', c)).toBe(0.5);
    const begun = { ...c, matrix: [ROWS[0]!, [null, null], [null, null]] };
    expect(value('gradient-cosine-general', begun)).toBe(0.2);
    expect(value('gradient-cosine-earlier', begun)).toBeNull();
  });
});

test('intransigence beside joint training: what it ends with minus what each phase reached', () => {
  const c = context(
    [
      [0, 0],
      [0.6, 0],
      [0.5, 1],
    ],
    TWO,
    { joint: [0.9, 0.8] },
  );
  expect(value('joint-intransigence', c)).toBeCloseTo((0.3 - 0.2) / 2, 12);
  expect(value('joint-intransigence', { ...c, joint: null })).toBeNull();
});

describe('composition', () => {
  const kind = (name: PairKind, accuracy: number, inner: number, outer: number) =>
    ({ kind: name, accuracy, inner, outer, items: 50 }) satisfies CompositionFigures;
  const at = (...compositions: CompositionFigures[]) =>
    context(ROWS, TWO, { timeResolved: [boundary(0, {}), boundary(200, { compositions })] });

  test('the worst kind decides; pairs of the base are no kind of it', () => {
    const c = at(
      kind('base', 0, 1, 1),
      kind('new-new', 0.9, 1, 0.9),
      kind('new-old', 0.36, 0.9, 0.8),
      kind('old-new', 0.6, 0.8, 1),
    );
    // Parts .90, .72 and .80; gaps 0, .36 and .20; ratios 1, .5 and .75.
    expect(value('composition-gap', c)).toBeCloseTo(0.36, 10);
    expect(value('composition-ratio', c)).toBeCloseTo(0.5, 10);
  });

  test('kinds whose parts are not known have no ratio, since it would be noise', () => {
    const c = at(kind('new-new', 0.29, 0.1, 0.5), kind('old-new', 0.7, 0.8, 1));
    expect(value('composition-ratio', c)).toBeCloseTo(0.875, 10);
    expect(value('composition-ratio', at(kind('new-new', 0.29, 0.1, 0.5)))).toBeNull();
    // .05 - .29
    expect(value('composition-gap', at(kind('new-new', 0.29, 0.1, 0.5)))).toBeCloseTo(-0.24, 10);
  });

  test('a ratio is at most 1', () => {
    expect(value('composition-ratio', at(kind('new-new', 0.95, 0.9, 0.9)))).toBe(1);
  });

  test('is not defined before the stream has ended', () => {
    const c = { ...at(kind('new-new', 0.9, 1, 1)), phases: [[0], [1], [0]] };
    expect(value('composition-gap', c)).toBeNull();
    expect(value('composition-ratio', c)).toBeNull();
  });
});

describe('the data-access log', () => {
  const access = [
    accessLine({ phase: 1, trained: 1600, rehearsed: 0, flopsRatio: 1 }),
    accessLine({ phase: 2, trained: 2400, rehearsed: 1200, flopsRatio: 1.5 }),
  ];

  test('rows add up over phases; ratios of FLOPs are averaged', () => {
    const c = context(ROWS, TWO, { access });
    expect(value('rehearsed-share', c)).toBeCloseTo(0.3, 10);
    expect(value('flops-ratio', c)).toBeCloseTo(1.25, 10);
  });

  test('only finished phases count', () => {
    const c = context([ROWS[0]!, ROWS[1]!, [null, null]], TWO, { access });
    expect(value('rehearsed-share', c)).toBe(0);
    expect(value('flops-ratio', c)).toBe(1);
  });

  test('a frozen model rehearses no share of nothing and costs nothing', () => {
    const c = context(ROWS, TWO, { access: [accessLine({ shown: 1600 })] });
    expect(value('rehearsed-share', c)).toBeNull();
    expect(value('flops-ratio', c)).toBe(0);
    expect(value('flops-ratio', context(ROWS, TWO))).toBeNull();
  });
});
