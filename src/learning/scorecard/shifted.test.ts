import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../core/runRecord.ts';
import { gradedRecord, KNOWN, ORACLE, withoutBoundaryFigures } from '../testing/gradedRecord.ts';
import { gradingsOf } from './grading.ts';
import { shifted } from './shifted.ts';

const gradeOf = (record: RunRecord) => shifted(gradingsOf(record)[0]!);

describe('shifted data', () => {
  test('four of five phases are enough, two of three are not', () => {
    // The third task is half known: loss 1.5, accuracy .5.
    const rows = ORACLE.rows.map((row, i) => (i < 3 ? [...row.slice(0, 5), 0.5] : row));
    const record = gradedRecord({ learner: [{ rows }] });
    expect(gradeOf(record)).toMatchObject({ verdict: 'not-met', figure: 2 / 3 });
    expect(gradeOf(record).reason).toBe(
      '66.7 % of the phases teach what was neither known nor likely before; at least 80 % is asked for.',
    );
  });

  test('the loss is compared with that of what the base knows', () => {
    const loss = (known: number, taught: number) => [known, known, known, taught, taught, taught];
    const verdict = (baseLoss: readonly number[]) =>
      gradeOf(gradedRecord({ learner: [{ ...ORACLE, baseLoss }] })).verdict;
    expect(verdict(loss(0.2, 1.2))).toBe('met');
    expect(verdict(loss(0.3, 1.2))).toBe('not-met');
  });

  test('what a learner came to know before a phase is not new to it', () => {
    const early = ORACLE.rows.map((row, i) => (i === 1 ? [...row.slice(0, 4), 0.9, 0.9] : row));
    // The third task is unknown again when its phase begins; the second is not.
    expect(gradeOf(gradedRecord({ learner: [{ rows: early }] })).figure).toBeCloseTo(2 / 3, 12);
  });

  test('a task that comes again was new the first time', () => {
    const record = gradedRecord({ learner: [ORACLE] });
    const [first, second] = record.experiment.phases;
    const again = { ...record.experiment, phases: [first!, second!, first!] };
    expect(gradeOf({ ...record, experiment: again }).verdict).toBe('met');
  });

  test('sampled tasks are judged by how often the base is right', () => {
    const verdict = (accuracy: number) => {
      const rows = ORACLE.rows.map((row, i) =>
        i === 0 ? [...row.slice(0, 3), accuracy, 0, 0] : row,
      );
      const record = gradedRecord({ learner: [{ rows }] });
      const evaluations = record.evaluations.map((e) => {
        const { atBoundary } = e;
        if (!atBoundary) return e;
        const right = atBoundary.right.map((r, column) => (column === KNOWN ? '' : r));
        return { ...e, atBoundary: { ...atBoundary, right } };
      });
      return gradeOf({ ...record, evaluations }).verdict;
    };
    expect(verdict(0.7)).toBe('met');
    expect(verdict(0.71)).toBe('not-met');
  });

  test('a record that does not say which items were right cannot tell what was sampled', () => {
    const record = withoutBoundaryFigures(gradedRecord({ learner: [ORACLE] }));
    expect(gradeOf(record).verdict).toBe('not-assessable');
  });
});
