// Learners by clause: a figure and a sign in every cell, and no total: a clause that fails is not made good by another.

import { CLAUSES, type ClauseGrade, type ClauseId } from '../../core/grade.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { LearnerHead } from '../learners/LearnerHead.tsx';
import { useExperiment } from '../store/experimentStore.ts';
import { CLAUSE_LABELS, clauseGrade, learnerGrade, VERDICT_WORDS } from './clauses.ts';
import { clauseFigure, decidingCondition, gradeTitle, thresholdText } from './figures.ts';
import { VerdictSign } from './VerdictSign.tsx';
import css from './Scorecard.module.css';

/** More columns than this have no room for names, nor for the sign beside the figure: it stands below. */
const WIDE_COLUMNS = 3;

function ClauseCell({ grade, selected }: { grade: ClauseGrade | null; selected: boolean }) {
  if (!grade) return <td data-selected={selected || undefined} />;
  return (
    <td
      data-selected={selected || undefined}
      data-verdict={grade.verdict}
      title={gradeTitle(grade)}
    >
      <span className={css.cell}>
        {clauseFigure(grade)}
        <span className="vh"> {VERDICT_WORDS[grade.verdict]}</span>
        <VerdictSign verdict={grade.verdict} />
      </span>
    </td>
  );
}

/** The condition that decides for the selected learner, or for the first that has one. */
function ClauseName({ clause, grades }: { clause: ClauseId; grades: readonly ClauseGrade[] }) {
  const condition = grades.map(decidingCondition).find((c) => c !== null);
  return (
    <th scope="row">
      {CLAUSE_LABELS[clause]}
      {condition && (
        <small title={condition.label}>
          <span>{condition.label}</span> <b>{thresholdText(clause, condition)}</b>
        </small>
      )}
    </th>
  );
}

export function ClauseTable({ record }: { record: RunRecord }) {
  const selected = useExperiment((state) => state.selectedLearnerId);
  const { learners } = record.experiment;
  const named = learners.length <= WIDE_COLUMNS;
  const columns = learners.map(({ id }) => ({ id, grade: learnerGrade(record, id) }));
  const selectedFirst = [...columns].sort(
    (a, b) => Number(b.id === selected) - Number(a.id === selected),
  );
  return (
    <table className={css.table} data-many={!named || undefined}>
      <thead>
        <tr>
          <th scope="col">clause and its condition</th>
          {learners.map((learner) => (
            <LearnerHead key={learner.id} learner={learner} named={named} />
          ))}
        </tr>
      </thead>
      <tbody>
        {CLAUSES.map((clause) => (
          <tr key={clause}>
            <ClauseName
              clause={clause}
              grades={selectedFirst.flatMap(({ grade }) => clauseGrade(grade, clause) ?? [])}
            />
            {columns.map(({ id, grade }) => (
              <ClauseCell key={id} grade={clauseGrade(grade, clause)} selected={id === selected} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
