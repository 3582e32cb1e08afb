import { describe, expect, test } from 'vitest';
import { gradeRecord } from '../../src/learning/scorecard/gradeRecord.ts';
import { gradedRecord, NAIVE, ORACLE } from '../../src/learning/testing/gradedRecord.ts';
import { gradeDifferences, gradeTable } from './gradeTable.ts';

const GRADES = gradeRecord(gradedRecord({ naive: [NAIVE], oracle: [ORACLE] }));

test('the table has a line for each learner', () => {
  const lines = gradeTable(GRADES, (id) => id.toUpperCase()).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^\| learner +\| efficient +\| compositional +\|/);
  expect(lines[2]).toMatch(/^\| NAIVE +\| met 1\.0 +\| not-met \.0\d +\|/);
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
});

describe('differences', () => {
  test('none between a grading and itself, nor where figures were rounded', () => {
    expect(gradeDifferences(GRADES, GRADES)).toEqual([]);
    const rounded = JSON.parse(
      JSON.stringify(GRADES, (_, value: unknown) =>
        typeof value === 'number' ? Number(value.toPrecision(5)) : value,
      ),
    ) as typeof GRADES;
    expect(gradeDifferences(rounded, GRADES)).toEqual([]);
  });

  test('a verdict, a figure and a missing learner are', () => {
    const [naive, oracle] = GRADES;
    const changed = (change: object) => ({
      ...naive!,
      clauses: naive!.clauses.map((c) => (c.clause === 'kept' ? { ...c, ...change } : c)),
    });
    const verdict = gradeDifferences([changed({ verdict: 'met' }), oracle!], GRADES);
    expect(verdict).toEqual(['naive, kept: stored met 0, computed not-met 0']);
    expect(gradeDifferences([changed({ figure: 0.5 }), oracle!], GRADES)).toHaveLength(1);
    expect(gradeDifferences([naive!], GRADES)).toHaveLength(8);
  });
});
