// Learners by clause: a figure and a sign in every cell, and no total: a clause that fails is not made good by another.

import {
  CLAUSES,
  type ClauseGrade,
  type ClauseId,
  type ConditionGrade,
  type LearnerGrade,
} from '../../core/grade.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { LearnerHead } from '../learners/LearnerHead.tsx';
import { useExperiment } from '../store/experimentStore.ts';
import { CLAUSE_LABELS, clauseGrade, learnerGrade, VERDICT_WORDS } from './clauses.ts';
import { clauseFigure, decidingCondition, gradeTitle, thresholdText } from './figures.ts';
import { VerdictSign } from './VerdictSign.tsx';
import css from './Scorecard.module.css';

/** More columns than this have no room for names, nor for the sign beside the figure: it stands below. */
const WIDE_COLUMNS = 3;

interface ClauseCellProps {
  readonly grade: ClauseGrade | null;
  /** The condition that the row names. */
  readonly named: ConditionGrade | null;
  readonly selected: boolean;
}

function ClauseCell({ grade, named, selected }: ClauseCellProps) {
  if (!grade) return <td data-selected={selected || undefined} />;
  const figure = clauseFigure(grade);
  const deciding = decidingCondition(grade);
  // Its figure is then not to be read beside the threshold of the row.
  const other = deciding !== null && deciding.label !== named?.label;
  return (
    <td
      data-selected={selected || undefined}
      data-verdict={grade.verdict}
      title={gradeTitle(grade)}
    >
      <span className={css.cell}>
        {figure && <span className={other ? css.other : undefined}>{figure}</span>}
        <span className="vh"> {VERDICT_WORDS[grade.verdict]}</span>
        <VerdictSign verdict={grade.verdict} />
      </span>
    </td>
  );
}

interface ClauseRowProps {
  readonly clause: ClauseId;
  readonly columns: readonly { readonly id: string; readonly grade: LearnerGrade | null }[];
  readonly selected: string;
}

/** A clause with the condition that decides for the selected learner, or for the first that has one. */
function ClauseRow({ clause, columns, selected }: ClauseRowProps) {
  const cells = columns.map(({ id, grade }) => ({ id, grade: clauseGrade(grade, clause) }));
  const own = cells.find(({ id }) => id === selected);
  const named = [...(own ? [own] : []), ...cells]
    .map(({ grade }) => decidingCondition(grade))
    .find((condition) => condition !== null);
  return (
    <tr>
      <th scope="row">
        {CLAUSE_LABELS[clause]}
        {named && (
          <small title={named.label}>
            <span>{named.label}</span> <b>{thresholdText(clause, named)}</b>
          </small>
        )}
      </th>
      {cells.map(({ id, grade }) => (
        <ClauseCell key={id} grade={grade} named={named ?? null} selected={id === selected} />
      ))}
    </tr>
  );
}

export function ClauseTable({ record }: { record: RunRecord }) {
  const selected = useExperiment((state) => state.selectedLearnerId);
  const { learners } = record.experiment;
  const named = learners.length <= WIDE_COLUMNS;
  const columns = learners.map(({ id }) => ({ id, grade: learnerGrade(record, id) }));
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
          <ClauseRow key={clause} clause={clause} columns={columns} selected={selected} />
        ))}
      </tbody>
    </table>
  );
}
