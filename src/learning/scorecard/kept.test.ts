import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../core/runRecord.ts';
import { gradedRecord, type RunSketch } from '../testing/gradedRecord.ts';
import { gradingsOf } from './grading.ts';
import { kept } from './kept.ts';

const gradeOf = (record: RunRecord) => kept(gradingsOf(record)[0]!);

/** Learns the first two tasks to `learned` and ends with `left` of them; the third is learned fully. */
const keeping = (
  learned: readonly [number, number],
  left: readonly [number, number],
): RunSketch => ({
  rows: [
    [1, 1, 1, 0, 0, 0],
    [1, 1, 1, learned[0], 0, 0],
    [1, 1, 1, learned[0], learned[1], 0],
    [1, 1, 1, ...left, 1],
  ],
});

const gradeRuns = (...runs: RunSketch[]) => gradeOf(gradedRecord({ learner: runs }));

describe('keeping', () => {
  test('one seed: shares of earlier tasks, their interval from the items that were lost', () => {
    const finding = gradeRuns(keeping([1, 0.8], [0.98, 0.8]));
    expect(finding.conditions[0]!.value).toBeCloseTo((0.98 + 1) / 2, 12);
    // Two of 100 items lost: error sqrt(.0196 × 100 / 99 / 100) = .01407, over two tasks .00704.
    const error = Math.sqrt((0.02 * 0.98) / 99) / 2;
    expect(finding.conditions[0]!.bound).toBeCloseTo(0.99 - 1.96 * error, 12);
    expect(finding.conditions[0]!.over).toBe('items');
    expect(finding.conditions[1]!.value).toBeCloseTo(0.98, 12);
    expect(finding.verdict).toBe('met');
    expect(finding.reason).toBe('It keeps .99 of what it learned; at least .90 is asked for.');
  });

  test('a task that got better does not pay for one that was lost', () => {
    const finding = gradeRuns(keeping([0.8, 1], [1, 0.6]));
    expect(finding.conditions[0]!.value).toBeCloseTo((1 + 0.6) / 2, 12);
    expect(finding.conditions[1]).toMatchObject({ value: 0.6, verdict: 'not-met' });
  });

  test('what was not learned is not asked for', () => {
    expect(gradeRuns(keeping([0.4, 0.9], [0, 0.9]))).toMatchObject({ verdict: 'met', figure: 1 });
    expect(gradeRuns(keeping([0.4, 0.4], [0.4, 0.4])).verdict).toBe('not-applicable');
  });

  test('several seeds: the bound is over seeds, the worst task is worst on average', () => {
    const finding = gradeRuns(keeping([1, 1], [1, 0.8]), keeping([1, 1], [0.9, 1]));
    expect(finding.conditions[0]).toMatchObject({ over: 'seeds', bound: 0.9 });
    expect(finding.conditions[0]!.value).toBeCloseTo(0.925, 12);
    expect(finding.conditions[1]!.value).toBeCloseTo(0.9, 12);
  });

  test('what later phases contradict is not asked for', () => {
    const record = gradedRecord({ learner: [keeping([1, 1], [0, 1])] });
    const rival = (columns: readonly number[]) => ({
      ...record,
      capabilities: record.capabilities.map((c, i) =>
        columns.includes(i) ? { ...c, rivals: 'name' } : c,
      ),
    });
    // The first of the three tasks, then it and the second, has a rival in the third.
    expect(gradeOf(rival([3, 5]))).toMatchObject({ verdict: 'met', figure: 1 });
    expect(gradeOf(rival([3]))).toMatchObject({ verdict: 'not-met' });
    const all = gradeOf(rival([3, 4, 5]));
    expect(all.verdict).toBe('not-applicable');
    expect(all.reason).toContain('contradict');
  });

  test('a task that the last phase teaches again is not an earlier one', () => {
    const record = gradedRecord({ learner: [keeping([1, 1], [0, 1])] });
    const [first, second] = record.experiment.phases;
    const again = { ...record.experiment, phases: [first!, second!, first!] };
    expect(gradeOf({ ...record, experiment: again })).toMatchObject({ verdict: 'met', figure: 1 });
  });

  test('one phase leaves nothing to be kept', () => {
    const record = gradedRecord({ learner: [keeping([1, 1], [1, 1])] });
    const phases = record.experiment.phases.slice(0, 1);
    const short = { ...record, experiment: { ...record.experiment, phases } };
    expect(gradeOf(short).verdict).toBe('not-applicable');
  });
});
