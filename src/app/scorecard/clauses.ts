// The sentence's phrases, the clauses behind them, and what a record says of both. Pure.

import { CLAUSES, type ClauseGrade, type ClauseId, type Verdict } from '../../core/grade.ts';
import type { LearnerGrade } from '../../core/grade.ts';
import type { RunRecord } from '../../core/runRecord.ts';

/** The marked words of the definition, and the clauses that they stand for. */
export const PHRASES = {
  efficiently: ['efficient'],
  compositionally: ['compositional'],
  'new capabilities': ['learned'],
  'sequential exposure': ['sequential', 'kept'],
  'new, differently-distributed data': ['shifted'],
  'at least preserving general capabilities': ['preserved'],
  'in its weights': ['in-weights'],
} as const satisfies Record<string, readonly ClauseId[]>;

export type Phrase = keyof typeof PHRASES;

/** The clauses as rows of a table. */
export const CLAUSE_LABELS: Readonly<Record<ClauseId, string>> = {
  efficient: 'efficiently',
  compositional: 'compositionally',
  learned: 'new capabilities',
  sequential: 'sequential exposure',
  kept: 'kept through it',
  shifted: 'differently-distributed',
  preserved: 'preserving general',
  'in-weights': 'in its weights',
};

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  met: 'met',
  'not-met': 'not met',
  'not-assessable': 'not assessable',
  'not-applicable': 'not applicable',
  open: 'open',
};

/** From the best to the worst, for a phrase that stands for two clauses. */
const FROM_BEST: readonly Verdict[] = [
  'met',
  'not-applicable',
  'not-assessable',
  'open',
  'not-met',
];

const openClause = (clause: ClauseId): ClauseGrade => ({
  clause,
  verdict: 'open',
  figure: null,
  conditions: [],
  reason: 'Nothing is graded yet: figures come as the run goes on.',
});

/**
 * What a record says of a learner, clause by clause. Null where it has no grades (recorded before there were any) or no such
 * learner; every clause is open where the first grades are still to come.
 */
export function learnerGrade(record: RunRecord | null, learnerId: string): LearnerGrade | null {
  if (!record?.grades || !record.experiment.learners.some((l) => l.id === learnerId)) return null;
  const known = record.grades.find((grade) => grade.learnerId === learnerId);
  return known ?? { learnerId, seeds: 0, clauses: CLAUSES.map(openClause), badges: [] };
}

export function clauseGrade(grade: LearnerGrade | null, clause: ClauseId): ClauseGrade | null {
  return grade?.clauses.find((c) => c.clause === clause) ?? null;
}

/** The grades behind a phrase, in the order of the sentence. */
export function phraseGrades(grade: LearnerGrade | null, phrase: Phrase): ClauseGrade[] {
  return PHRASES[phrase].flatMap((clause) => clauseGrade(grade, clause) ?? []);
}

/**
 * The grade that a phrase shows: the worse of its clauses; of two that are alike the later, so that 'sequential exposure'
 * shows how much was kept rather than that the log is clean.
 */
export function shownGrade(grades: readonly ClauseGrade[]): ClauseGrade | null {
  const badness = (grade: ClauseGrade) => FROM_BEST.indexOf(grade.verdict);
  return grades.reduce<ClauseGrade | null>(
    (worst, grade) => (worst === null || badness(grade) >= badness(worst) ? grade : worst),
    null,
  );
}
