// The marked sentence, its answer and its figures, by hand.

import { describe, expect, test } from 'vitest';
import type { ClauseGrade, ConditionGrade } from '../../core/grade.ts';
import { gradeFor, RECORD } from '../store/fixtures.ts';
import { answerOf, summaryOf } from './answer.ts';
import { learnerGrade, PHRASES, phraseGrades, shownGrade } from './clauses.ts';
import { clauseFigure, conditionFigures, gradeTitle, thresholdText } from './figures.ts';

const condition = (parts: Partial<ConditionGrade> = {}): ConditionGrade => ({
  label: 'kept',
  value: 0.95,
  bound: 0.92,
  over: 'seeds',
  direction: 'at-least',
  threshold: 0.9,
  verdict: 'met',
  ...parts,
});

const clause = (parts: Partial<ClauseGrade> = {}): ClauseGrade => ({
  clause: 'kept',
  verdict: 'met',
  figure: 0.95,
  conditions: [condition()],
  reason: 'It keeps it.',
  ...parts,
});

describe('the grade of a learner', () => {
  test('is missing in a record of before, and where the record has no such learner', () => {
    expect(learnerGrade(null, 'naive')).toBeNull();
    expect(learnerGrade(RECORD, 'naive')).toBeNull();
    expect(learnerGrade({ ...RECORD, grades: [gradeFor('other')] }, 'other')).toBeNull();
  });

  test('is open before the first grades', () => {
    const grade = learnerGrade({ ...RECORD, grades: [] }, 'naive');
    expect(new Set(grade?.clauses.map((c) => c.verdict))).toEqual(new Set(['open']));
    expect(answerOf(grade).word).toBe('So far');
  });
});

describe('a phrase', () => {
  const sequential = (...[log, kept]: ClauseGrade['verdict'][]) => {
    const grade = gradeFor('naive', { sequential: { verdict: log! }, kept: { verdict: kept! } });
    return shownGrade(phraseGrades(grade, 'sequential exposure'));
  };

  test('every clause belongs to one', () => {
    const grades = Object.keys(PHRASES).flatMap((phrase) =>
      phraseGrades(gradeFor('naive'), phrase as keyof typeof PHRASES),
    );
    expect(grades.map((g) => g.clause)).toEqual(gradeFor('naive').clauses.map((c) => c.clause));
  });

  test('of two clauses shows the worse', () => {
    expect(sequential('met', 'not-met')).toMatchObject({ clause: 'kept', verdict: 'not-met' });
    expect(sequential('not-met', 'met')).toMatchObject({ clause: 'sequential' });
    expect(sequential('not-met', 'open')).toMatchObject({ clause: 'sequential' });
    expect(sequential('met', 'open')).toMatchObject({ clause: 'kept', verdict: 'open' });
    expect(sequential('met', 'not-applicable')).toMatchObject({ verdict: 'not-applicable' });
  });

  test('of two that are alike shows what was kept', () => {
    expect(sequential('met', 'met')).toMatchObject({ clause: 'kept' });
  });

  test('shows nothing where nothing is graded', () => {
    expect(shownGrade(phraseGrades(null, 'efficiently'))).toBeNull();
  });
});

describe('the answer', () => {
  const words = (...[grade]: Parameters<typeof gradeFor>[1][]) =>
    answerOf(gradeFor('naive', grade)).word;

  test('is yes when every clause that applies is met', () => {
    expect(words()).toBe('Continual learning');
    expect(words({ kept: { verdict: 'not-applicable' } })).toBe('Continual learning');
  });

  test('is not yet when one clause is not met, though others are open', () => {
    expect(words({ kept: { verdict: 'not-met' } })).toBe('Not yet');
    expect(words({ kept: { verdict: 'not-met' }, learned: { verdict: 'open' } })).toBe('Not yet');
  });

  test('is open while clauses are', () => {
    expect(words({ kept: { verdict: 'open' } })).toBe('So far');
  });

  test('is not yes while a clause cannot be assessed', () => {
    const grade = gradeFor('naive', { compositional: { verdict: 'not-assessable' } });
    expect(answerOf(grade)).toEqual({ word: 'Not yet', verdict: 'not-assessable' });
  });

  test('is none without grades', () => {
    expect(answerOf(null).word).toBe('Not graded');
  });
});

describe('the reason', () => {
  test('is that of the first clause that is not met', () => {
    const grade = gradeFor('naive', {
      efficient: { verdict: 'open' },
      kept: { verdict: 'not-met', reason: 'It keeps nothing.' },
      preserved: { verdict: 'not-met', reason: 'It loses all.' },
    });
    expect(summaryOf(grade)).toEqual({ lead: 'Not yet.', rest: 'It keeps nothing.' });
  });

  test('says what is open', () => {
    const open = { verdict: 'open', reason: 'It comes at the end.' } as const;
    expect(summaryOf(gradeFor('naive', { kept: open, learned: open }))).toEqual({
      lead: 'Two clauses are open.',
      rest: 'It comes at the end.',
    });
    expect(summaryOf(gradeFor('naive', { kept: open })).lead).toBe('One clause is open.');
  });

  test('says what cannot be assessed', () => {
    const grade = gradeFor('naive', {
      compositional: { verdict: 'not-assessable', reason: 'The parts are gone.' },
    });
    expect(summaryOf(grade)).toEqual({
      lead: 'One clause cannot be assessed.',
      rest: 'The parts are gone.',
    });
  });

  test('says that all are met', () => {
    expect(summaryOf(gradeFor('naive')).lead).toBe('Every clause is met.');
    const apart = gradeFor('naive', { kept: { verdict: 'not-applicable' } });
    expect(summaryOf(apart).lead).toBe('Every clause that applies is met.');
  });
});

describe('figures', () => {
  test('are written like accuracies, changes and multiples', () => {
    expect(clauseFigure(clause())).toBe('.95');
    expect(clauseFigure(clause({ figure: -0.11, conditions: [] }))).toBe('−.11');
    expect(clauseFigure(clause({ figure: null }))).toBe('');
    const examples = condition({ value: 1.4, direction: 'at-most', threshold: 1.5 });
    const efficient = clause({ clause: 'efficient', figure: 1.4, conditions: [examples] });
    expect(clauseFigure(efficient)).toBe('1.4×');
    expect(thresholdText('efficient', examples)).toBe('≤ 1.5×');
    const share = condition({ value: 0.5, direction: 'at-most', threshold: 0.55 });
    expect(clauseFigure({ ...efficient, figure: 0.5, conditions: [share] })).toBe('.50');
  });

  test('never look like the threshold that they miss', () => {
    const short = condition({ value: 0.8996, bound: null, verdict: 'not-met' });
    expect(clauseFigure(clause({ figure: 0.8996, conditions: [short] }))).toBe('.8996');
    const near = condition({ value: 0.897, bound: null, verdict: 'not-met' });
    expect(conditionFigures('kept', near)).toBe('.897 · at least .90');
  });

  test('of a condition are value, bound and threshold', () => {
    expect(conditionFigures('kept', condition())).toBe(
      '.95 · 95 % bound .92, over seeds · at least .90',
    );
    const open = condition({ value: null, bound: null, verdict: 'open' });
    expect(conditionFigures('kept', open)).toBe('not measured · at least .90');
    const change = condition({ value: -0.11, bound: -0.14, over: 'items', threshold: -0.03 });
    expect(conditionFigures('preserved', change)).toBe(
      '−.11 · 95 % bound −.14, over items · at least −.03',
    );
  });

  test('a cell tells its verdict, the condition that decides and the reason', () => {
    const worst = condition({
      label: 'worst task',
      value: 0.5,
      threshold: 0.7,
      verdict: 'not-met',
    });
    const grade = clause({ verdict: 'not-met', figure: 0.5, conditions: [condition(), worst] });
    expect(gradeTitle(grade)).toBe('Not met: worst task, ≥ .70. It keeps it.');
    expect(gradeTitle(clause({ verdict: 'not-applicable', figure: null, conditions: [] }))).toBe(
      'Not applicable. It keeps it.',
    );
  });
});
