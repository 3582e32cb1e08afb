// The ways in which a scorecard is cheated, and the learners that it has to tell apart.

import { describe, expect, test } from 'vitest';
import { type ClauseId, CLAUSES, type LearnerGrade, type Verdict } from '../../core/grade.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import {
  FROZEN,
  gradedRecord,
  JOINT,
  NAIVE,
  ORACLE,
  RETRIEVAL,
  type RunSketch,
} from '../testing/gradedRecord.ts';
import { gradeRecord } from './gradeRecord.ts';

const gradeOf = (record: RunRecord): LearnerGrade => gradeRecord(record)[0]!;

function clauseIn(record: RunRecord, id: ClauseId) {
  return gradeOf(record).clauses.find(({ clause }) => clause === id)!;
}

function verdicts(...runs: RunSketch[]): Record<ClauseId, Verdict> {
  const { clauses } = gradeOf(gradedRecord({ learner: runs }));
  return Object.fromEntries(clauses.map(({ clause, verdict }) => [clause, verdict])) as Record<
    ClauseId,
    Verdict
  >;
}

const ALL_MET = Object.fromEntries(CLAUSES.map((clause) => [clause, 'met']));

describe.each([1, 5])('with %i seeds', (count) => {
  const seeds = (sketch: RunSketch) => Array.from({ length: count }, () => sketch);

  test('the perfect learner meets every clause', () => {
    expect(verdicts(...seeds(ORACLE))).toEqual(ALL_MET);
  });

  test('not learning is no way to keep: the frozen base', () => {
    expect(verdicts(...seeds(FROZEN))).toEqual({
      ...ALL_MET,
      learned: 'not-met',
      efficient: 'not-met',
      compositional: 'not-applicable',
      kept: 'not-applicable',
      'in-weights': 'not-applicable',
    });
  });

  test('naive fine-tuning learns, and keeps nothing', () => {
    expect(verdicts(...seeds(NAIVE))).toEqual({
      ...ALL_MET,
      compositional: 'not-met',
      kept: 'not-met',
      preserved: 'not-met',
    });
  });

  test('replaying everything is not sequential, nor efficient: joint training', () => {
    expect(verdicts(...seeds(JOINT))).toMatchObject({
      sequential: 'not-met',
      efficient: 'not-met',
      preserved: 'met',
    });
    const { conditions } = clauseIn(gradedRecord({ learner: seeds(JOINT) }), 'efficient');
    expect(conditions.find(({ label }) => label.endsWith('not new'))).toMatchObject({
      value: 1,
      verdict: 'not-met',
    });
  });

  test('answering from a memory learns, but not in the weights: retrieval', () => {
    expect(verdicts(...seeds(RETRIEVAL))).toMatchObject({
      learned: 'met',
      kept: 'met',
      sequential: 'met',
      preserved: 'met',
      'in-weights': 'not-met',
    });
  });
});

test('the frozen base fails with figures that have no width, and says why', () => {
  const record = gradedRecord({ learner: [FROZEN] });
  expect(clauseIn(record, 'preserved').conditions[0]).toMatchObject({ value: 0, bound: 0 });
  expect(clauseIn(record, 'learned')).toMatchObject({ figure: 0 });
  expect(clauseIn(record, 'efficient')).toMatchObject({ figure: null });
  expect(clauseIn(record, 'efficient').reason).toMatch(/^Never reached/);
});

test('learning one thing well does not pay for the others', () => {
  // .95 of the reference on average, and half of it in one phase.
  const one: RunSketch = {
    rows: [
      [1, 1, 1, 0, 0, 0],
      [1, 1, 1, 1, 0, 0],
      [1, 1, 1, 1, 1, 0],
      [1, 1, 1, 1, 1, 0.65],
    ],
  };
  expect(verdicts(one, one).learned).toBe('not-met');
  const record = gradedRecord({ learner: [one, one] });
  const { conditions } = clauseIn(record, 'learned');
  expect(conditions.map(({ verdict }) => verdict)).toEqual(['not-met', 'not-met', 'met']);
  expect(conditions[0]!.value).toBeCloseTo(2.65 / 3, 12);
  expect(conditions[1]!.value).toBeCloseTo(0.65, 12);
});

test('a stream without a shift teaches nothing new, however well it is answered', () => {
  const known = [1, 1, 1, 0.9, 0.9, 0.9];
  expect(verdicts({ rows: [known, known, known, known] })).toMatchObject({ shifted: 'not-met' });
  // Likely to the base, though it does not get it right.
  const likely = { ...ORACLE, baseLoss: [0, 0, 0, 0.9, 0.9, 0.9] };
  expect(verdicts(likely).shifted).toBe('not-met');
});

test('grades are in the order of the experiment, clauses in that of the sentence', () => {
  const grades = gradeRecord(gradedRecord({ b: [NAIVE], a: [ORACLE] }));
  expect(grades.map((grade) => grade.learnerId)).toEqual(['b', 'a']);
  for (const { clauses } of grades) {
    expect(clauses.map(({ clause }) => clause)).toEqual([...CLAUSES]);
  }
});

test('grades are a pure function of the record, its own grades apart', () => {
  const record = gradedRecord({ oracle: [ORACLE, ORACLE], naive: [NAIVE, NAIVE] });
  const copy = structuredClone(record);
  const grades = gradeRecord(record);
  expect(record).toEqual(copy);
  expect(gradeRecord({ ...record, grades })).toEqual(grades);
  // Nothing in them that a file could not hold.
  expect(JSON.parse(JSON.stringify(grades))).toEqual(grades);
});

describe('badges', () => {
  const badges = (sketch: RunSketch) => gradeOf(gradedRecord({ learner: [sketch] })).badges;

  test('controlled forgetting: the base is preserved, taught tasks are not', () => {
    const forgets: RunSketch = {
      rows: [
        [1, 1, 1, 0, 0, 0],
        [1, 1, 1, 1, 0, 0],
        [1, 1, 1, 0, 1, 0],
        [1, 1, 1, 0, 0, 1],
      ],
    };
    expect(badges(forgets)).toEqual(['controlled-forgetting']);
    expect(badges(NAIVE)).toEqual([]);
    expect(badges(ORACLE)).toEqual([]);
  });

  test('improved: what the base knew gained, for certain', () => {
    const before = [0.8, 0.8, 0.8];
    const gains = (by: number): RunSketch => ({
      rows: ORACLE.rows.map((row, i) => [
        ...before.map((a) => (i > 0 ? a + by : a)),
        ...row.slice(3),
      ]),
    });
    expect(badges(gains(0.1))).toEqual(['improved']);
    // One item of 100 in each of three columns: sqrt(.01 * .99 / 99) = .01 each, so the interval is .01 ± .0113.
    expect(badges(gains(0.01))).toEqual([]);
  });
});
