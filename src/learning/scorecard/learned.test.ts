// LA_rel worked by hand.

import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../core/runRecord.ts';
import { gradedRecord, referencesOf, type RunSketch } from '../testing/gradedRecord.ts';
import { gradingsOf } from './grading.ts';
import { learned } from './learned.ts';

const gradeOf = (record: RunRecord) => learned(gradingsOf(record)[0]!);

/** Learns the three tasks to these accuracies and keeps them. */
const learning = (a: number, b: number, c: number, before = 0): RunSketch => ({
  rows: [
    [1, 1, 1, before, before, before],
    [1, 1, 1, a, before, before],
    [1, 1, 1, a, b, before],
    [1, 1, 1, a, b, c],
  ],
});

describe('new capabilities', () => {
  test('one seed: the mean of the shares, its bound from all items', () => {
    const finding = gradeOf(gradedRecord({ learner: [learning(0.9, 0.8, 1)] }));
    const [mean, worst, gain] = finding.conditions;
    expect(mean!.value).toBeCloseTo(0.9, 12);
    // Wilson's interval of 270 of 300 begins at .8608.
    expect(mean!.bound).toBeCloseTo(0.8608, 4);
    expect(mean!.over).toBe('items');
    expect(worst!.value).toBeCloseTo(0.8, 12);
    expect(gain!.value).toBeCloseTo(0.8, 12);
    expect(finding.verdict).toBe('not-met');
    expect(finding.reason).toBe(
      'It learns .90 of what a fresh copy of the base learns from each task alone, but the 95 % interval over items reaches down to .86; at least .90 is asked for.',
    );
  });

  test('several seeds: the bound is over seeds', () => {
    const record = gradedRecord({ learner: [learning(1, 1, 1), learning(0.94, 0.94, 0.94)] });
    const finding = gradeOf(record);
    expect(finding.conditions[0]).toMatchObject({ over: 'seeds', verdict: 'met' });
    expect(finding.conditions[0]!.value).toBeCloseTo(0.97, 12);
    expect(finding.conditions[0]!.bound).toBeCloseTo(0.94, 12);
    expect(finding.figure).toBeCloseTo(0.97, 12);
  });

  test('shares are of what the reference learned, and never above 1', () => {
    const record = gradedRecord(
      { learner: [learning(1, 0.4, 0.8)] },
      { references: referencesOf(1, [0.8, 0.8, 1]) },
    );
    // min(1, 1 / .8), .4 / .8 and .8.
    expect(gradeOf(record).conditions[0]!.value).toBeCloseTo((1 + 0.5 + 0.8) / 3, 12);
    expect(gradeOf(record).conditions[1]!.value).toBeCloseTo(0.5, 12);
  });

  test('accuracies are corrected for chance', () => {
    const record = gradedRecord({ learner: [learning(0.75, 1, 1, 0.5)] });
    const capabilities = record.capabilities.map((c) => ({ ...c, chance: 0.5 }));
    const [mean, , gain] = gradeOf({ ...record, capabilities }).conditions;
    expect(mean!.value).toBeCloseTo((0.5 + 1 + 1) / 3, 12);
    expect(gain!.value).toBeCloseTo(0.5, 12);
  });

  test('what the reference did not learn is not asked of the learner', () => {
    const change = { references: referencesOf(1, [1, 0.4, 1]) };
    const some = gradeOf(gradedRecord({ learner: [learning(1, 0, 1)] }, change));
    expect(some).toMatchObject({ verdict: 'met', figure: 1 });
    const none = { references: referencesOf(1, [0.4, 0.4, 0.4]) };
    const finding = gradeOf(gradedRecord({ learner: [learning(1, 1, 1)] }, none));
    expect(finding.verdict).toBe('not-assessable');
  });

  test('half of what there was to gain is asked for', () => {
    // From .7 to .84 is under half of the .3 that there were, though it is .84 of the reference.
    const finding = gradeOf(gradedRecord({ learner: [learning(1, 1, 0.84, 0.7)] }));
    expect(finding.conditions[2]!.value).toBeCloseTo(0.14 / 0.3, 12);
    expect(finding.conditions[2]!.verdict).toBe('not-met');
  });

  test('without references nothing can be said', () => {
    const record = gradedRecord({ learner: [learning(1, 1, 1)] });
    expect(gradeOf({ ...record, references: [] }).verdict).toBe('not-assessable');
    const partial = referencesOf(1).slice(1);
    expect(gradeOf({ ...record, references: partial }).verdict).toBe('not-assessable');
    const { references: _, ...before } = record;
    expect(gradeOf(before).verdict).toBe('not-assessable');
  });
});
