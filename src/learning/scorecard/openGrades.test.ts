// What is said of runs that go on, that failed, and that were recorded before there were grades.

import { describe, expect, test } from 'vitest';
import type { ClauseId } from '../../core/grade.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import {
  gradedRecord,
  JOINT,
  NAIVE,
  ORACLE,
  STEPS,
  withoutBoundaryFigures,
} from '../testing/gradedRecord.ts';
import { gradeRecord } from './gradeRecord.ts';

const ERROR = { code: 'diverged', message: 'loss: expected a number, got NaN.', hint: '' } as const;

function clauseIn(record: RunRecord, id: ClauseId) {
  return gradeRecord(record)[0]!.clauses.find(({ clause }) => clause === id)!;
}

/** A record as it was when its last seed had just finished `phases` phases. */
function upTo(phases: number, record: RunRecord, change: Partial<RunRecord> = {}): RunRecord {
  const last = record.experiment.seeds.count;
  const happened = (seed: number, phase: number) => seed < last || phase <= phases;
  return {
    ...record,
    evaluations: record.evaluations.filter((e) => happened(e.seed, e.step / STEPS)),
    access: record.access!.filter((line) => happened(line.seed, line.phase)),
    curves: record.curves!.filter((line) => happened(line.seed, line.phase)),
    references: record.references!.filter((line) => happened(line.seed, line.phase)),
    seconds: null,
    ...change,
  };
}

const verdictsOf = (record: RunRecord) =>
  new Set(gradeRecord(record)[0]!.clauses.map(({ verdict }) => verdict));

describe('while it runs', () => {
  test('every clause is open before the first seed has finished', () => {
    const [grade] = gradeRecord(upTo(2, gradedRecord({ learner: [NAIVE] })));
    expect(grade).toMatchObject({ seeds: 0, badges: [] });
    expect(new Set(grade!.clauses.map(({ verdict }) => verdict))).toEqual(new Set(['open']));
    expect(grade!.clauses.every(({ figure }) => figure === null)).toBe(true);
  });

  test('even before anything was measured', () => {
    const record = gradedRecord({ learner: [NAIVE] });
    const started = { evaluations: [], access: [], curves: [], references: [], seconds: null };
    expect(verdictsOf({ ...record, ...started })).toEqual(new Set(['open']));
  });

  test('but for data of the future that were read: that cannot be undone', () => {
    const record = upTo(1, gradedRecord({ learner: [JOINT] }));
    expect(clauseIn(record, 'sequential')).toMatchObject({ verdict: 'not-met', figure: 250 });
    expect(clauseIn(record, 'learned').verdict).toBe('open');
  });

  test('seeds that have finished give figures and no verdicts', () => {
    const record = upTo(1, gradedRecord({ learner: [NAIVE, NAIVE, NAIVE] }));
    expect(gradeRecord(record)[0]).toMatchObject({ seeds: 2, badges: [] });
    const kept = clauseIn(record, 'kept');
    expect(kept).toMatchObject({ verdict: 'open', figure: 0 });
    expect(kept.conditions.map(({ verdict }) => verdict)).toEqual(['open', 'open']);
    expect(kept.reason).toBe('2 of 3 seeds have finished.');
  });

  test('the last evaluation settles it, before the run says that it has finished', () => {
    const record = { ...gradedRecord({ learner: [ORACLE] }), seconds: null };
    expect(verdictsOf(record)).toEqual(new Set(['met']));
  });
});

describe('a run that failed', () => {
  test('is graded on the seeds that finished', () => {
    const record = upTo(1, gradedRecord({ learner: [ORACLE, ORACLE] }), { error: ERROR });
    expect(gradeRecord(record)[0]!.seeds).toBe(1);
    expect(verdictsOf(record)).toEqual(new Set(['met']));
  });

  test('cannot be assessed where none did, and says so', () => {
    const record = upTo(1, gradedRecord({ learner: [ORACLE] }), { error: ERROR });
    expect(verdictsOf(record)).toEqual(new Set(['not-assessable']));
    expect(clauseIn(record, 'learned').reason).toBe('The run failed before a seed had finished.');
  });

  test('is still found out', () => {
    const record = upTo(1, gradedRecord({ learner: [JOINT] }), { error: ERROR });
    expect(clauseIn(record, 'sequential').verdict).toBe('not-met');
  });
});

test('a record of before says as much as it can', () => {
  const record = withoutBoundaryFigures(gradedRecord({ learner: [ORACLE] }));
  const { access: _, curves: __, references: ___, base: ____, ...before } = record;
  const verdicts = gradeRecord(before)[0]!.clauses.map(({ clause, verdict }) => [clause, verdict]);
  expect(Object.fromEntries(verdicts)).toEqual({
    efficient: 'not-assessable',
    compositional: 'not-assessable',
    learned: 'not-assessable',
    sequential: 'not-assessable',
    kept: 'met',
    shifted: 'not-assessable',
    preserved: 'met',
    'in-weights': 'not-assessable',
  });
});
