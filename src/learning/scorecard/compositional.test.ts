// κ worked by hand.

import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../core/runRecord.ts';
import {
  gradedRecord,
  ORACLE,
  type RunSketch,
  withoutBoundaryFigures,
} from '../testing/gradedRecord.ts';
import { compositional } from './compositional.ts';
import { gradingsOf } from './grading.ts';

const gradeOf = (record: RunRecord) => compositional(gradingsOf(record)[0]!);
const gradePairs = (...pairs: RunSketch['pairs'][]) =>
  gradeOf(gradedRecord({ learner: pairs.map((p) => ({ ...ORACLE, ...(p && { pairs: p }) })) }));

describe('composing', () => {
  test('the share of pairs is of those whose parts are done', () => {
    // Π = .8 × .9 = .72, κ = .63 / .72 = .875.
    const finding = gradePairs({ 'new-new': { accuracy: 0.63, inner: 0.8, outer: 0.9 } });
    expect(finding.conditions[0]!.value).toBeCloseTo(0.875, 12);
    // Wilson's interval of 63 of 100 begins at .5322.
    expect(finding.conditions[0]!.bound).toBeCloseTo(0.5322 / 0.72, 4);
    expect(finding.conditions[0]!.label).toMatch(/two new functions$/);
    expect(finding.conditions[1]!.value).toBeCloseTo(0.72, 12);
    expect(finding.verdict).toBe('not-met');
  });

  test('it is never above 1, and the worst kind decides', () => {
    const finding = gradePairs({
      'new-new': { accuracy: 1, inner: 0.9, outer: 0.9 },
      'new-old': { accuracy: 0.95 },
      'old-new': { accuracy: 0.02 },
    });
    expect(finding).toMatchObject({ verdict: 'not-met', figure: 0.02 });
    expect(finding.conditions[0]!.label).toMatch(/an old function after a new one$/);
    expect(finding.reason).toBe(
      'It answers .02 of the pairs whose parts it can do; at least .80 is asked for.',
    );
  });

  test('several seeds: the bound is over seeds', () => {
    const kinds = (accuracy: number) => ({ 'new-new': { accuracy } });
    const finding = gradePairs(kinds(0.8), kinds(0.9));
    expect(finding.conditions[0]).toMatchObject({ over: 'seeds', verdict: 'met' });
    expect(finding.conditions[0]!.value).toBeCloseTo(0.85, 12);
    expect(finding.conditions[0]!.bound).toBeCloseTo(0.8, 12);
  });

  test('below .6 nothing is left to compose', () => {
    const finding = gradePairs({ 'old-new': { accuracy: 0.5, inner: 0.7, outer: 0.8 } });
    expect(finding.verdict).toBe('not-met');
    expect(finding.figure).toBeCloseTo(0.56, 12);
    expect(finding.reason).toMatch(/^Nothing is left to compose/);
  });

  test('the control: the base composes pairs that it has seen', () => {
    const failed = gradePairs({ base: { accuracy: 0.7, inner: 0.9, outer: 1 } });
    expect(failed).toMatchObject({ verdict: 'not-assessable', figure: null });
    expect(failed.reason).toMatch(/^Control failed/);
    expect(failed.conditions[0]!.value).toBeCloseTo(0.7 / 0.9, 12);
    expect(gradePairs({ base: { accuracy: 0.72, inner: 0.9, outer: 1 } }).verdict).toBe('met');
    expect(gradePairs({ base: { accuracy: 0, inner: 0, outer: 0 } }).verdict).toBe(
      'not-assessable',
    );
  });

  test('a stream without functions has nothing to combine', () => {
    const record = gradedRecord({ learner: [ORACLE] });
    const without = record.evaluations.map((e) =>
      e.atBoundary ? { ...e, atBoundary: { ...e.atBoundary, compositions: [] } } : e,
    );
    const finding = gradeOf({ ...record, evaluations: without });
    expect(finding.verdict).toBe('not-assessable');
    expect(finding.reason).toBe('This stream teaches nothing that can be combined.');
    expect(gradeOf(withoutBoundaryFigures(record)).verdict).toBe('not-assessable');
  });
});
