// Every metric on matrices worked by hand.

import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { capability, context, value } from '../testing/metricBench.ts';
import { REGISTRY } from './index.ts';

const BASE = [0.1, 0.1, 0.1];
const ONE_EACH = [[0], [1], [2]];
const FIRST = context([BASE, [0.9, 0.1, 0.2], [0.6, 0.8, 0.3], [0.5, 0.7, 0.95]], ONE_EACH);
const SECOND = context([BASE, [0.6, 0.1, 0.2], [0.9, 0.8, 0.3], [0.5, 0.85, 0.95]], ONE_EACH);

describe('first worked matrix', () => {
  test.each([
    ['average-accuracy', 0.7167],
    ['backward-transfer', -0.25],
    ['forward-transfer', 0.1],
    ['forgetting', 0.25],
    ['forgetting-first-last', 0.25],
    ['forgetting-with-final', 0.25],
    ['learning-accuracy', 0.8833],
    ['anytime-accuracy', 0.7722],
    ['minimum-accuracy', 0.6],
    ['worst-case-accuracy', 0.7167],
  ])('%s = %f', (id, expected) => {
    expect(value(id, FIRST)).toBeCloseTo(expected, 4);
  });
});

describe('second worked matrix tells the variants apart', () => {
  test('backward transfer is -.025, so forgetting as first minus last is .025', () => {
    expect(value('backward-transfer', SECOND)).toBeCloseTo(-0.025, 10);
    expect(value('forgetting-first-last', SECOND)).toBeCloseTo(0.025, 10);
  });

  test('forgetting leaves the present row out: .175, where with it the mean is .20', () => {
    expect(value('forgetting', SECOND)).toBeCloseTo(0.175, 10);
    // (.4 + 0) / 2 with the present row: the second task has just got better, which counts as 0 instead of -.05.
    expect(value('forgetting-with-final', SECOND)).toBeCloseTo(0.2, 10);
  });

  test('minimum accuracy looks at what comes after the own phase: .675, where from its end on it would be .65', () => {
    expect(value('minimum-accuracy', SECOND)).toBeCloseTo(0.675, 10);
    expect(value('worst-case-accuracy', SECOND)).toBeCloseTo(0.95 / 3 + (2 / 3) * 0.675, 10);
  });
});

describe('edge cases', () => {
  test('one phase: nothing to forget or to transfer', () => {
    const c = context([[0.1], [0.9]], [[0]]);
    for (const id of ['average-accuracy', 'anytime-accuracy', 'learning-accuracy']) {
      expect(value(id, c)).toBeCloseTo(0.9, 10);
    }
    for (const id of [
      'forgetting',
      'forgetting-first-last',
      'forgetting-with-final',
      'retention-ratio',
      'backward-transfer',
      'forward-transfer',
      'minimum-accuracy',
    ]) {
      expect(value(id, c)).toBeNull();
    }
    expect(value('worst-case-accuracy', c)).toBeCloseTo(0.9, 10);
  });

  test('mixture phases: every task counts', () => {
    const c = context(
      [
        [0, 0, 0.2],
        [0.8, 0.6, 0.3],
        [0.4, 0.5, 0.9],
      ],
      [[0, 1], [2]],
    );
    expect(value('learning-accuracy', c)).toBeCloseTo((0.8 + 0.6 + 0.9) / 3, 10);
    expect(value('average-accuracy', c)).toBeCloseTo(0.6, 10);
    expect(value('anytime-accuracy', c)).toBeCloseTo((0.7 + 0.6) / 2, 10);
    expect(value('forgetting', c)).toBeCloseTo((0.4 + 0.1) / 2, 10);
    expect(value('backward-transfer', c)).toBeCloseTo(-0.25, 10);
    expect(value('forward-transfer', c)).toBeCloseTo(0.1, 10);
    expect(value('worst-case-accuracy', c)).toBeCloseTo((0.9 + 0.4 + 0.5) / 3, 10);
  });

  test('a repeated task is one task; while it is taught again it is not an earlier one', () => {
    const rows = [
      [0, 0],
      [0.9, 0.1],
      [0.3, 0.8],
      [0.95, 0.6],
    ];
    const c = context(rows, [[0], [1], [0]]);
    expect(value('average-accuracy', c)).toBeCloseTo((0.95 + 0.6) / 2, 10);
    expect(value('learning-accuracy', c)).toBeCloseTo((0.9 + 0.8 + 0.95) / 3, 10);
    expect(value('forgetting', c)).toBeCloseTo(0.2, 10);
    expect(value('backward-transfer', c)).toBeCloseTo(-0.2, 10);
    expect(value('minimum-accuracy', c)).toBeCloseTo(0.6, 10);
    expect(value('worst-case-accuracy', c)).toBeCloseTo((0.95 + 0.6) / 2, 10);
    // Afterwards it is compared with its best, .95, and with the end of its second phase.
    const later = context([...rows, [0.5, 0.7]], [[0], [1], [0], [1]]);
    expect(value('forgetting', later)).toBeCloseTo(0.45, 10);
    expect(value('backward-transfer', later)).toBeCloseTo(-0.45, 10);
    // From the end of its first phase, .9; with the present row the best is the same .95.
    expect(value('forgetting-first-last', later)).toBeCloseTo(0.4, 10);
    expect(value('forgetting-with-final', later)).toBeCloseTo(0.45, 10);
  });

  test('an unfinished run is measured after its last finished phase', () => {
    const rows = FIRST.matrix;
    const c = context([rows[0]!, rows[1]!, rows[2]!, [null, null, null]], ONE_EACH);
    expect(value('average-accuracy', c)).toBeCloseTo(0.7, 10);
    expect(value('learning-accuracy', c)).toBeCloseTo(0.85, 10);
    expect(value('forgetting', c)).toBeCloseTo(0.3, 10);
    expect(value('forward-transfer', c)).toBeCloseTo(0, 10);
    expect(value('minimum-accuracy', c)).toBeCloseTo(0.6, 10);
  });

  test.each(REGISTRY.map((m) => [m.info.id, m] as const))(
    '%s is not defined before a phase is finished, nor without phases',
    (_, metric) => {
      const empty = [null, null, null];
      expect(metric.value(context([BASE, empty, empty, empty], ONE_EACH))).toBeNull();
      expect(metric.value(context([empty, empty, empty, empty], ONE_EACH))).toBeNull();
      expect(metric.value(context([BASE], []))).toBeNull();
    },
  );
});

test('worst moments are found between the ends of phases, and only after the own phase', () => {
  const c = context(FIRST.matrix, ONE_EACH, {
    timeResolved: [
      { step: 50, accuracy: [0.05, 0, 0] },
      { step: 100, accuracy: [0.9, 0.1, 0.2] },
      { step: 110, accuracy: [0.2, 0.4, 0.2] },
      { step: 200, accuracy: [0.6, 0.8, 0.3] },
      { step: 210, accuracy: [0.55, 0.3, 0.5] },
      { step: 300, accuracy: [0.5, 0.7, 0.95] },
    ],
  });
  expect(value('minimum-accuracy', c)).toBeCloseTo((0.2 + 0.3) / 2, 10);
  expect(value('worst-case-accuracy', c)).toBeCloseTo((0.95 + 0.2 + 0.3) / 3, 10);
});

describe('what the base knew', () => {
  const c = context(
    [
      [1, 0.9, 0.95, 0.8, 0, 0],
      [0.5, 0.9, 0.9, 0.4, 0.9, 0],
      [0.6, 1, 0.85, 0.2, 0.8, 0.3],
    ],
    [[4], [4]],
    {
      capabilities: [
        capability('general', 0.2),
        capability('general', 0),
        capability('old'),
        capability('old'),
        capability('new'),
        capability('composed'),
      ],
    },
  );

  test('changes are corrected for chance and averaged over the group', () => {
    // (.6 - 1) / .8 = -.5 and (1 - .9) / 1 = .1
    expect(value('general-preservation', c)).toBeCloseTo(-0.2, 10);
    expect(value('worst-general', c)).toBeCloseTo(-0.5, 10);
    expect(value('old-preservation', c)).toBeCloseTo(-0.35, 10);
  });

  test('composed accuracy is that of the end of the stream', () => {
    expect(value('composed-accuracy', c)).toBeCloseTo(0.3, 10);
    const unfinished = { ...c, phases: [[4], [4], [4]] };
    expect(value('composed-accuracy', unfinished)).toBeNull();
    expect(value('composed-accuracy', FIRST)).toBeNull();
  });
});

test('figures of plasticity are those of the end of the last finished phase; traces without them have none', () => {
  const timeResolved = [
    { step: 0, accuracy: [], deadUnits: 0, effectiveRank: 14 },
    { step: 100, accuracy: [], deadUnits: 0.25, effectiveRank: 3.5 },
    { step: 150, accuracy: [], deadUnits: 0.5, effectiveRank: 2 },
  ];
  const c = context([[0.1], [0.9], [null]], [[0], [0]], { timeResolved });
  expect(value('dead-units', c)).toBe(0.25);
  expect(value('effective-rank', c)).toBe(3.5);
  expect(value('dead-units', FIRST)).toBeNull();
  expect(value('effective-rank', FIRST)).toBeNull();
});

describe('the registry', () => {
  test('has distinct ids and labels', () => {
    for (const key of ['id', 'label'] as const) {
      expect(new Set(REGISTRY.map((m) => m.info[key])).size).toBe(REGISTRY.length);
    }
  });

  test('lists group by group', () => {
    const groups = REGISTRY.map((m) => m.info.group);
    const changes = groups.filter((group, i) => group !== groups[i - 1]);
    expect(changes).toEqual([...new Set(groups)]);
  });

  test.each(REGISTRY.map((m) => [m.info.id, m.info.equation] as const))(
    'the equation of %s can be set',
    (_, equation) => {
      const set = () => katex.renderToString(equation, { output: 'mathml', strict: 'error' });
      expect(set).not.toThrow();
    },
  );
});
