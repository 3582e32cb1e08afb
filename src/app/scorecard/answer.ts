// The answer to 'Is it continual learning?' in one word, and why in one sentence. Pure: both follow from the verdicts.

import type { Badge, LearnerGrade, Verdict } from '../../core/grade.ts';
import { numberWord } from '../theme/format.ts';

export interface Answer {
  readonly word: 'Continual learning' | 'Not yet' | 'So far' | 'Not graded';
  /** The verdict whose colour it has: of clauses that are open or cannot be assessed, a neutral one. */
  readonly verdict: Verdict;
}

export const BADGE_WORDS: Readonly<Record<Badge, string>> = {
  'controlled-forgetting': 'controlled forgetting',
  improved: 'improves general capabilities',
};

/** What the badges mean. */
export const BADGE_NOTES: Readonly<Record<Badge, string>> = {
  'controlled-forgetting': 'General capabilities are preserved, though taught tasks are not.',
  improved: 'General capabilities even gained.',
};

const withVerdict = (grade: LearnerGrade, verdict: Verdict) =>
  grade.clauses.filter((clause) => clause.verdict === verdict);

/**
 * A clause that is not met decides, whatever is still open; and what cannot be assessed was not shown, so that it stands in
 * the way of a yes. A clause that does not apply does not.
 */
export function answerOf(grade: LearnerGrade | null): Answer {
  if (!grade) return { word: 'Not graded', verdict: 'open' };
  const has = (verdict: Verdict) => withVerdict(grade, verdict).length > 0;
  if (has('not-met')) return { word: 'Not yet', verdict: 'not-met' };
  if (has('open')) return { word: 'So far', verdict: 'open' };
  if (has('not-assessable') || !has('met')) return { word: 'Not yet', verdict: 'not-assessable' };
  return { word: 'Continual learning', verdict: 'met' };
}

/** `Two clauses are open.` */
function counted(count: number, one: string, more: string): string {
  const word = numberWord(count);
  const number = word.charAt(0).toUpperCase() + word.slice(1);
  return count === 1 ? `${number} clause ${one}.` : `${number} clauses ${more}.`;
}

export interface Summary {
  /** The bold first words. */
  readonly lead: string;
  readonly rest: string;
}

/** Why the answer is what it is: the first clause that is not met, else what is open or not assessable, else that all are met. */
export function summaryOf(grade: LearnerGrade): Summary {
  const [failed] = withVerdict(grade, 'not-met');
  if (failed) return { lead: 'Not yet.', rest: failed.reason };
  const open = withVerdict(grade, 'open');
  if (open[0]) {
    return { lead: counted(open.length, 'is open', 'are open'), rest: open[0].reason };
  }
  const unclear = withVerdict(grade, 'not-assessable');
  if (unclear[0]) {
    const cannot = 'cannot be assessed';
    return { lead: counted(unclear.length, cannot, cannot), rest: unclear[0].reason };
  }
  const every = withVerdict(grade, 'not-applicable').length === 0;
  return { lead: every ? 'Every clause is met.' : 'Every clause that applies is met.', rest: '' };
}
