import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../core/runRecord.ts';
import { gradedRecord, ORACLE, type RunSketch } from '../testing/gradedRecord.ts';
import { gradingsOf } from './grading.ts';
import { preserved } from './preserved.ts';

const gradeOf = (record: RunRecord) => preserved(gradingsOf(record)[0]!);

/** What the base knew, before and after a stream that is otherwise perfect. */
const changing = (before: readonly number[], after: readonly number[]): RunSketch => ({
  rows: ORACLE.rows.map((row, i) => [...(i < 3 ? before : after), ...row.slice(3)]),
});

const gradeRuns = (...runs: RunSketch[]) => gradeOf(gradedRecord({ learner: runs }));

describe('general capabilities', () => {
  test('one seed: the interval is that of the paired differences', () => {
    const finding = gradeRuns(changing([0.9, 0.9, 0.9], [0.9, 0.88, 0.9]));
    const [mean, worst, loss] = finding.conditions;
    expect(mean!.value).toBeCloseTo(-0.02 / 3, 12);
    // Two of 100 items lost in one of three columns.
    const error = Math.sqrt((0.02 * 0.98) / 99) / 3;
    expect(mean!.bound).toBeCloseTo(-0.02 / 3 - 1.96 * error, 12);
    expect(worst!.value).toBeCloseTo(-0.02, 12);
    // Losses are 3 (1 - accuracy): the mean over the two general columns rises by .06 / 2.
    expect(loss!.value).toBeCloseTo(0.03, 12);
    expect(finding.verdict).toBe('met');
  });

  test('no change has no width, at any accuracy', () => {
    const finding = gradeRuns(changing([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]));
    expect(finding.conditions[0]).toMatchObject({ value: 0, bound: 0, over: 'items' });
  });

  test('where a memory has answered the items are others, and the interval is wider', () => {
    const bare = ORACLE.rows.slice(1).map((row) => [0.9, 0.9, 0.9, ...row.slice(3)]);
    const withMemory = changing([0.9, 0.9, 0.9], [0.9, 0.9, 0.95]);
    const finding = gradeRuns({ ...withMemory, withoutMemory: bare });
    const error = Math.sqrt((0.9 * 0.1 + 0.95 * 0.05) / 100) / 3;
    expect(finding.conditions[0]!.bound).toBeCloseTo(0.05 / 3 - 1.96 * error, 12);
  });

  test('several seeds: the bound is over seeds', () => {
    const finding = gradeRuns(
      changing([1, 1, 1], [1, 1, 1]),
      changing([1, 1, 1], [0.95, 0.95, 0.95]),
    );
    expect(finding.conditions[0]).toMatchObject({ over: 'seeds', verdict: 'not-met' });
    expect(finding.conditions[0]!.value).toBeCloseTo(-0.025, 12);
    expect(finding.conditions[0]!.bound).toBeCloseTo(-0.05, 12);
    expect(finding.reason).toBe(
      'What the base knew changes by −.025 on average, but the 95 % interval over seeds reaches down to −.05; at least −.03 is asked for.',
    );
  });

  test('an average does not hide a capability that died', () => {
    const finding = gradeRuns(changing([0.8, 0.8, 0.8], [1, 1, 0.6]));
    expect(finding.conditions[0]!.verdict).toBe('met');
    expect(finding.conditions[1]).toMatchObject({ verdict: 'not-met' });
    expect(finding.reason).toBe(
      'One capability of the base changes by −.20; at least −.10 is asked for.',
    );
  });

  test('a loss that rises counts though every answer is still right', () => {
    const run = { ...ORACLE, baseLoss: [-0.06, -0.06, 0, 3, 3, 3] };
    const finding = gradeRuns(run);
    expect(finding.conditions[2]).toMatchObject({ verdict: 'not-met' });
    expect(finding.figure).toBeCloseTo(0.06, 12);
  });

  test('a dip that recovers is told and does not decide', () => {
    const between = [{ step: 110, accuracy: [0.4, 0.6, 0.8, 1, 0, 0] }];
    const finding = gradeRuns({ ...ORACLE, between });
    expect(finding.verdict).toBe('met');
    expect(finding.conditions[3]!.value).toBeCloseTo(-0.4, 12);
    expect(finding.conditions[3]!.verdict).toBe('not-applicable');
    expect(finding.reason).toMatch(
      /asked for\. At its lowest moment on the way the mean change is −\.40\.$/,
    );
    expect(gradeRuns(ORACLE).reason).not.toMatch(/lowest/);
  });
});
