// The scorecard: each learner of a record against each clause of the definition. There is no overall mark, since an average
// would let one clause pay for another.

import {
  type Badge,
  type ClauseGrade,
  type ClauseId,
  CLAUSES,
  type LearnerGrade,
} from '../../core/grade.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { undecided } from './conditions.ts';
import { type Finding, type Grading, gradingsOf } from './grading.ts';
import { REGISTRY } from './index.ts';

/** What is said of a clause while no run has finished. */
function unfinished({ record }: Grading): Finding {
  return record.error
    ? undecided('not-assessable', 'The run failed before a seed had finished.')
    : undecided('open', 'No seed has finished yet.');
}

/** A finding that further seeds may change: its figures so far, no verdict. */
function opened(finding: Finding, { runs, record }: Grading): Finding {
  const { count } = record.experiment.seeds;
  return {
    ...finding,
    verdict: 'open',
    conditions: finding.conditions.map((grade) => ({ ...grade, verdict: 'open' })),
    reason: `${runs.length} of ${count} seeds ${runs.length === 1 ? 'has' : 'have'} finished.`,
  };
}

function gradeClause(clause: ClauseId, grading: Grading): ClauseGrade {
  // What was read ahead of time is on the record as soon as it happens, and no later phase takes it back.
  const early = clause === 'sequential';
  if (grading.runs.length === 0 && !early) return { clause, ...unfinished(grading) };
  const finding = REGISTRY[clause](grading);
  if (grading.complete || (early && finding.verdict === 'not-met')) return { clause, ...finding };
  return {
    clause,
    ...(grading.runs.length === 0 ? unfinished(grading) : opened(finding, grading)),
  };
}

function badgesOf(clauses: readonly ClauseGrade[]): Badge[] {
  const verdict = (id: ClauseId) => clauses.find(({ clause }) => clause === id)?.verdict;
  const preserved = clauses.find(({ clause }) => clause === 'preserved');
  const change = preserved?.verdict === 'open' ? undefined : preserved?.conditions[0];
  const improved = (change?.bound ?? 0) > 0;
  const controlled = verdict('preserved') === 'met' && verdict('kept') === 'not-met';
  return [
    ...(controlled ? (['controlled-forgetting'] as const) : []),
    ...(improved ? (['improved'] as const) : []),
  ];
}

/** The grades of all learners, in the order of the experiment: a pure function of what the record holds beside its grades. */
export function gradeRecord(record: RunRecord): LearnerGrade[] {
  return gradingsOf(record).map((grading) => {
    const clauses = CLAUSES.map((clause) => gradeClause(clause, grading));
    const { learnerId, runs } = grading;
    return { learnerId, seeds: runs.length, clauses, badges: badgesOf(clauses) };
  });
}
