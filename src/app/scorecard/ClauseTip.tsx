// What a phrase of the definition says when it is pointed at: its clauses, each with its reason and its conditions.

import type { ClauseGrade, ConditionGrade } from '../../core/grade.ts';
import { CLAUSE_LABELS, VERDICT_WORDS } from './clauses.ts';
import { conditionFigures } from './figures.ts';
import { VerdictSign } from './VerdictSign.tsx';
import css from './ClausePhrase.module.css';

function Condition({ clause, condition }: { clause: ClauseGrade; condition: ConditionGrade }) {
  return (
    <li className={css.condition} data-verdict={condition.verdict}>
      <VerdictSign verdict={condition.verdict} />
      <span>
        <span className="vh">{VERDICT_WORDS[condition.verdict]}: </span>
        {condition.label}
        <br />
        <span className={css.figures}>{conditionFigures(clause.clause, condition)}</span>
      </span>
    </li>
  );
}

/** One section per clause; 'sequential exposure' has two. */
export function ClauseTip({ grades }: { grades: readonly ClauseGrade[] }) {
  return grades.map((grade) => (
    <div key={grade.clause} className={css.clause}>
      <div className={css.name}>
        <span>{CLAUSE_LABELS[grade.clause]}</span>{' '}
        <span className={css.verdict} data-verdict={grade.verdict}>
          {VERDICT_WORDS[grade.verdict]}
        </span>
      </div>
      <p className={css.reason}>{grade.reason}</p>
      {grade.conditions.length > 0 && (
        <ul className={css.conditions}>
          {grade.conditions.map((condition, i) => (
            <Condition key={`${i} ${condition.label}`} clause={grade} condition={condition} />
          ))}
        </ul>
      )}
    </div>
  ));
}
