import { describe, expect, test } from 'vitest';
import type { DataAccess, RunRecord } from '../../core/runRecord.ts';
import { gradedRecord, ORACLE } from '../testing/gradedRecord.ts';
import { gradingsOf } from './grading.ts';
import { sequential } from './sequential.ts';

const gradeOf = (record: RunRecord) => sequential(gradingsOf(record)[0]!);

/** The clause for a learner with these changes of the lines of its log; 1,000 examples are shown in a phase. */
const withAccess = (
  access: (phase: number) => Partial<DataAccess>,
  change: Partial<RunRecord> = {},
) => gradeOf(gradedRecord({ learner: [{ ...ORACLE, access }] }, change));

const valueOf = (finding: ReturnType<typeof sequential>, label: RegExp) =>
  finding.conditions.find((condition) => label.test(condition.label))!;

describe('sequential exposure', () => {
  test('one example of a later task is one too many', () => {
    const finding = withAccess((n) => ({ futureRead: n === 1 ? 1 : 0 }));
    expect(finding).toMatchObject({ verdict: 'not-met', figure: 1 });
  });

  test('1 % of the base may be read, over all phases together', () => {
    // 334 + 333 + 333 of 100,000 = 1 %.
    const third = withAccess((n) => ({ generalRead: n === 1 ? 334 : 333 }));
    expect(third.verdict).toBe('met');
    expect(valueOf(third, /own/).value).toBeCloseTo(0.01, 12);
    expect(withAccess(() => ({ generalRead: 334 })).verdict).toBe('not-met');
    // A store counts as it stands, not once for every phase.
    expect(withAccess(() => ({ storedGeneral: 1000 })).verdict).toBe('met');
    expect(withAccess((n) => ({ storedGeneral: n === 2 ? 1001 : 0 })).verdict).toBe('not-met');
  });

  test('random weights were made from nothing that could be read', () => {
    const base = { world: 'strings', examples: 0 };
    expect(withAccess(() => ({}), { base }).verdict).toBe('met');
    const finding = withAccess((n) => ({ generalRead: n === 1 ? 3 : 0 }), { base });
    expect(finding).toMatchObject({ verdict: 'not-met', figure: 3 });
  });

  test('a tenth of a phase may be kept of a task, or read again', () => {
    expect(withAccess(() => ({ storedPerTask: 100 })).verdict).toBe('met');
    expect(withAccess(() => ({ taskRead: 100 })).verdict).toBe('met');
    const kept = withAccess((n) => ({ storedPerTask: n === 3 ? 101 : 0 }));
    expect(kept).toMatchObject({ verdict: 'not-met', figure: 0.101 });
    expect(kept.reason).toBe(
      'It keeps 10.1 % of the examples of one task that a phase shows; at most 10 % is allowed.',
    );
    expect(withAccess(() => ({ taskRead: 101 })).verdict).toBe('not-met');
  });

  test('every phase has its line; a record from before the log has none', () => {
    const record = gradedRecord({ learner: [ORACLE], other: [ORACLE] });
    const lines = record.access!.filter((l) => l.learnerId !== 'learner' || l.phase !== 2);
    const finding = gradeOf({ ...record, access: lines });
    expect(finding.verdict).toBe('not-met');
    expect(valueOf(finding, /logged/).value).toBeCloseTo(2 / 3, 12);
    expect(gradeOf({ ...record, access: [] })).toMatchObject({ verdict: 'not-assessable' });
    const { access: _, ...before } = record;
    const { reason, verdict } = gradeOf(before);
    expect(verdict).toBe('not-assessable');
    expect(reason).toBe('This record was made before accesses were logged.');
  });

  test('the worst seed decides', () => {
    const runs = [ORACLE, { ...ORACLE, access: () => ({ storedPerTask: 300 }) }];
    expect(gradeOf(gradedRecord({ learner: runs }))).toMatchObject({
      verdict: 'not-met',
      figure: 0.3,
    });
  });
});
