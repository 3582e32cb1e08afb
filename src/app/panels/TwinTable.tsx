// Two records side by side: how they end, and their clauses for one learner, with those that differ marked. Where there is
// width but little height, the records are rows; else they are columns.

import type { ReactNode } from 'react';
import { CLAUSES, type LearnerGrade } from '../../core/grade.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { GROUP_NAMES } from '../charts/GroupSwitch.tsx';
import { CLAUSE_LABELS, clauseGrade, learnerGrade, VERDICT_WORDS } from '../scorecard/clauses.ts';
import { clauseFigure, gradeTitle } from '../scorecard/figures.ts';
import { VerdictSign } from '../scorecard/VerdictSign.tsx';
import { formatAccuracy } from '../theme/format.ts';
import { differingClauses, finalAccuracy } from './twin.ts';

const GROUPS = ['new', 'general', 'composed'] as const;

export interface TwinSide {
  readonly name: string;
  readonly record: RunRecord;
}

/** A line or a column of the table: the same of both records. */
interface Fact {
  readonly id: string;
  readonly label: string;
  readonly differs: boolean;
  readonly cells: readonly ReactNode[];
}

function accuracyFacts(sides: readonly TwinSide[], learnerId: string): Fact[] {
  return GROUPS.map((group) => {
    const values = sides.map(({ record }) => finalAccuracy(record, learnerId, group));
    const cells = values.map((value) => (value === null ? '' : formatAccuracy(value)));
    return { id: group, label: GROUP_NAMES[group], differs: false, cells, values };
  }).filter(({ values }) => values.some((value) => value !== null));
}

function ClauseMark({ grade }: { grade: ReturnType<typeof clauseGrade> }) {
  if (!grade) return null;
  return (
    <span className="pn-verdict" data-verdict={grade.verdict} title={gradeTitle(grade)}>
      {clauseFigure(grade)}
      <span className="vh"> {VERDICT_WORDS[grade.verdict]}</span>
      <VerdictSign verdict={grade.verdict} />
    </span>
  );
}

function clauseFacts(grades: readonly (LearnerGrade | null)[]): Fact[] {
  const differing = differingClauses(grades[0] ?? null, grades[1] ?? null);
  if (grades.every((grade) => grade === null)) return [];
  return CLAUSES.map((clause) => ({
    id: clause,
    label: CLAUSE_LABELS[clause],
    differs: differing.includes(clause),
    cells: grades.map((grade) => <ClauseMark key={clause} grade={clauseGrade(grade, clause)} />),
  }));
}

function FactHead({ fact, scope }: { fact: Fact; scope: 'row' | 'col' }) {
  return (
    <th scope={scope} data-differs={fact.differs || undefined}>
      {fact.label}
      {fact.differs && (
        <>
          <span aria-hidden="true"> ≠</span>
          <span className="vh"> differs</span>
        </>
      )}
    </th>
  );
}

interface TableProps {
  readonly sides: readonly TwinSide[];
  readonly facts: readonly Fact[];
  readonly corner: ReactNode;
}

function Across({ sides, facts, corner }: TableProps) {
  return (
    <table className="pn-twin-across">
      <thead>
        <tr>
          <th scope="col">{corner}</th>
          {facts.map((fact) => (
            <FactHead key={fact.id} fact={fact} scope="col" />
          ))}
        </tr>
      </thead>
      <tbody>
        {sides.map(({ name }, i) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {facts.map((fact) => (
              <td key={fact.id} data-differs={fact.differs || undefined}>
                {fact.cells[i]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Down({ sides, facts, corner }: TableProps) {
  return (
    <table className="pn-twin-down">
      <thead>
        <tr>
          <th scope="col">{corner}</th>
          {sides.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <tr key={fact.id}>
            <FactHead fact={fact} scope="row" />
            {fact.cells.map((cell, i) => (
              <td key={sides[i]!.name} data-differs={fact.differs || undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface TwinTableProps {
  readonly sides: readonly [TwinSide, TwinSide];
  readonly learnerId: string;
  readonly corner: ReactNode;
  readonly wide: boolean;
}

export function TwinTable({ sides, learnerId, corner, wide }: TwinTableProps) {
  const grades = sides.map(({ record }) => learnerGrade(record, learnerId));
  const facts = [...accuracyFacts(sides, learnerId), ...clauseFacts(grades)];
  const Table = wide ? Across : Down;
  return <Table sides={sides} facts={facts} corner={corner} />;
}
