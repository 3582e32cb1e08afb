// Crossings, areas and ratios worked by hand.

import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../core/runRecord.ts';
import {
  gradedRecord,
  NAIVE,
  ORACLE,
  referencesOf,
  type RunSketch,
} from '../testing/gradedRecord.ts';
import { efficient } from './efficient.ts';
import { gradingsOf } from './grading.ts';
import { crossing, meanHeight } from './speed.ts';

const gradeOf = (record: RunRecord) => efficient(gradingsOf(record)[0]!);
const gradeRun = (change: Partial<RunSketch>) =>
  gradeOf(gradedRecord({ learner: [{ ...ORACLE, ...change }] }));

describe('curves', () => {
  const curve = { steps: [0, 10, 20, 50], accuracy: [0, 0.2, 0.7, 0.6] };

  test('a level is crossed on the straight line between two evaluations, the first time', () => {
    expect(crossing(curve, 0.45)).toBeCloseTo(15, 12);
    expect(crossing(curve, 0.65)).toBeCloseTo(19, 12);
    expect(crossing(curve, 0.7)).toBe(20);
    expect(crossing(curve, 0)).toBe(0);
    expect(crossing(curve, 0.8)).toBeNull();
  });

  test('the mean height is the area over the length', () => {
    // 10 × .1 + 10 × .45 + 30 × .65 = 25 over 50 steps.
    expect(meanHeight(curve)).toBeCloseTo(0.5, 12);
    expect(meanHeight({ steps: [0], accuracy: [0.3] })).toBe(0.3);
  });
});

describe('efficiency', () => {
  test('steps to .8 of the reference, beside its own', () => {
    // The reference is at .8 after 40 steps; rising to 1 in 75 steps, a learner is after 60.
    const finding = gradeRun({ slowness: [75, 75, 75] });
    expect(finding.figure).toBeCloseTo(1.5, 12);
    expect(finding.verdict).toBe('met');
    const mixed = gradeRun({ slowness: [50, 75, 100] }).conditions[0]!;
    expect(mixed.value).toBeCloseTo((1 + 1.5 + 2) / 3, 12);
    const slow = gradeRun({ slowness: [80, 80, 80] });
    expect(slow).toMatchObject({ verdict: 'not-met' });
    expect(slow.reason).toBe(
      'It needs 1.6 times the new examples that a fresh copy of the base needs; at most 1.5 is allowed.',
    );
  });

  test('rehearsal that takes the place of new examples leaves fewer of them', () => {
    // Half of each batch is rehearsed: 80 steps are 40 steps' worth of new examples, the reference's 40.
    const access = () => ({ rehearsed: 500 });
    expect(gradeRun({ slowness: [100, 100, 100], access }).figure).toBeCloseTo(1, 12);
    // Beside the batch it takes nothing away from it.
    const beside = () => ({ trained: 2000, rehearsed: 1000 });
    expect(gradeRun({ slowness: [75, 75, 75], access: beside }).figure).toBeCloseTo(1.5, 12);
    // Who does not train uses every example all the same.
    const frozen = () => ({ trained: 0 });
    expect(gradeRun({ slowness: [75, 75, 75], access: frozen }).figure).toBeCloseTo(1.5, 12);
  });

  test('one task that is never reached is enough', () => {
    const rows = ORACLE.rows.map((row, i) => (i === 3 ? [...row.slice(0, 5), 0.75] : row));
    const finding = gradeRun({ rows });
    expect(finding).toMatchObject({ verdict: 'not-met', figure: null });
    expect(finding.reason).toMatch(/^Never reached/);
  });

  test('the level follows the reference', () => {
    const record = gradedRecord(
      { learner: [ORACLE] },
      { references: referencesOf(1, [0.5, 0.5, 0.5]) },
    );
    // .4 is reached after 20 steps, the reference's after 40.
    expect(gradeOf(record).figure).toBeCloseTo(0.5, 12);
  });

  test('computation and rehearsal have caps', () => {
    const flops = gradeRun({ access: (n) => ({ flopsRatio: 2 * n }) });
    expect(flops.conditions[1]).toMatchObject({ value: 4, verdict: 'met' });
    expect(gradeRun({ access: () => ({ flopsRatio: 4.1 }) }).verdict).toBe('not-met');
    const rehearsed = gradeRun({ access: () => ({ rehearsed: 551 }) });
    expect(rehearsed.conditions[2]).toMatchObject({ value: 0.551, verdict: 'not-met' });
    expect(rehearsed.reason).toBe(
      '55.1 % of the rows that it trains on are not new; at most 55 % is allowed.',
    );
  });

  test('late phases are as fast as early ones, each beside its own reference', () => {
    // Areas: 1 - 25/100 = .75 in 50 steps, 1 - 37.5/100 = .625 in 75; the middle phase counts in neither half.
    const slower = gradeRun({ slowness: [50, 99, 75] }).conditions[3]!;
    expect(slower.value).toBeCloseTo(0.625 / 0.75, 12);
    expect(slower.verdict).toBe('not-met');
    expect(gradeRun({ slowness: [75, 50, 50] }).conditions[3]!.value).toBeCloseTo(0.75 / 0.625, 12);
  });

  test('one phase has no late half', () => {
    const record = gradedRecord({ learner: [ORACLE] });
    const phases = record.experiment.phases.slice(0, 1);
    const short = { ...record, experiment: { ...record.experiment, phases } };
    expect(gradeOf(short).conditions).toHaveLength(3);
    expect(gradeOf(short).verdict).toBe('met');
  });

  test('runs count alike', () => {
    const record = gradedRecord({ learner: [ORACLE, { ...NAIVE, slowness: [75, 75, 75] }] });
    expect(gradeOf(record).figure).toBeCloseTo(1.25, 12);
  });

  test('what the base does from the start is no measure of speed', () => {
    const references = referencesOf(1).map((r) => ({ ...r, accuracy: r.accuracy.map(() => 1) }));
    const finding = gradeOf(gradedRecord({ learner: [ORACLE] }, { references }));
    expect(finding.verdict).toBe('not-assessable');
    expect(finding.reason).toMatch(/^The tasks leave nothing to learn/);
  });

  test('without curves or a log nothing can be said', () => {
    const record = gradedRecord({ learner: [ORACLE] });
    expect(gradeOf({ ...record, curves: [] }).verdict).toBe('not-assessable');
    expect(gradeOf({ ...record, access: [] }).verdict).toBe('not-assessable');
  });
});
