import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../core/runRecord.ts';
import { gradedRecord, NAIVE, ORACLE, type RunSketch } from '../testing/gradedRecord.ts';
import { gradingsOf } from './grading.ts';
import { inWeights } from './inWeights.ts';

const gradeOf = (record: RunRecord) => inWeights(gradingsOf(record)[0]!);
const gradeRun = (sketch: RunSketch) => gradeOf(gradedRecord({ learner: [sketch] }));

/** A learner that at the end answers with a memory as the oracle does, and without it like this. */
const bare = (...end: number[]): RunSketch => ({
  ...ORACLE,
  withoutMemory: [...ORACLE.rows.slice(1, 3), [1, 1, 1, ...end]],
});

describe('in its weights', () => {
  test('without a memory everything is', () => {
    expect(gradeRun(ORACLE)).toMatchObject({ verdict: 'met', figure: 1 });
    expect(gradeRun(ORACLE).reason).toMatch(/no memory beside them\.$/);
  });

  test('the share is of what it can do with its memory, at the end of the stream', () => {
    const finding = gradeRun(bare(1, 0.9, 0.8));
    expect(finding.figure).toBeCloseTo(0.9, 12);
    expect(finding.verdict).toBe('not-met');
    expect(finding.reason).toBe(
      'Without its memory it answers .90 of what it answers with it; at least .95 is asked for.',
    );
    expect(gradeRun(bare(1, 0.95, 0.9)).verdict).toBe('met');
  });

  test('only what it can do counts', () => {
    // The two tasks that naive fine-tuning has lost say nothing.
    expect(gradeRun(NAIVE)).toMatchObject({ verdict: 'met', figure: 1 });
  });

  test('what it answers with beside its weights may not grow from phase to phase', () => {
    const growing = gradeRun({ ...ORACLE, access: (n) => ({ inferenceState: 50 * n }) });
    expect(growing).toMatchObject({ verdict: 'not-met', figure: 50 });
    expect(gradeRun({ ...ORACLE, access: () => ({ inferenceState: 50 }) }).verdict).toBe('met');
  });

  test('a record without a log does not say whether it grows', () => {
    const { access: _, ...record } = gradedRecord({ learner: [ORACLE] });
    expect(gradeOf(record)).toMatchObject({ verdict: 'not-assessable' });
    const memory = gradedRecord({ learner: [bare(0, 0, 0)] });
    expect(gradeOf({ ...memory, access: [] }).verdict).toBe('not-met');
  });
});
