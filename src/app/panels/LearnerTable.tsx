// One learner's accuracy matrix as a table: groups of columns, a row for the base and one after each phase.

import { type CSSProperties, memo, useMemo } from 'react';
import type { LearnerConfig } from '../../core/experiment.ts';
import { formatAccuracy } from '../theme/format.ts';
import { LearnerSwatch, TaskMarker } from '../theme/Marks.tsx';
import { learnerColor } from '../theme/marks.ts';
import {
  type Cell,
  cellTitle,
  type Column,
  GROUPS,
  heatLevel,
  type MatrixRow,
  matrixRows,
} from './matrixData.ts';
import { useBoundaryEvaluations, useRowNow, useShownPhases } from './matrixHooks.ts';

/** Columns group by group; a narrow gap stands before every group but the first. */
function grouped(columns: readonly Column[]) {
  return GROUPS.map(({ group, label }) => ({
    group,
    label,
    columns: columns.filter((c) => c.group === group),
  })).filter((g) => g.columns.length > 0);
}

function HeatCell({ cell, title }: { cell: Cell; title: string }) {
  if (cell.value === null) return <td className="pn-open" />;
  const text = formatAccuracy(cell.value);
  return (
    <td
      data-heat={heatLevel(cell.value)}
      data-own={cell.own || undefined}
      data-zero={text === '0' || undefined}
      title={title}
    >
      {text}
    </td>
  );
}

interface TableProps {
  readonly learner: LearnerConfig;
  readonly columns: readonly Column[];
  readonly names: readonly string[];
  readonly selected: boolean;
}

function Heads({ learner, columns }: Pick<TableProps, 'learner' | 'columns'>) {
  const groups = grouped(columns);
  return (
    <thead>
      <tr className="pn-groups">
        <th className="pn-hidden" scope="col" rowSpan={2}>
          <span className="vh">after</span>
        </th>
        {groups.map(({ group, label, columns: own }, g) => [
          g > 0 && <td key={`${group}-gap`} className="pn-gap" />,
          <th key={group} scope="colgroup" colSpan={own.length}>
            {label}
          </th>,
        ])}
      </tr>
      <tr>
        {groups.map(({ group, columns: own }, g) => [
          g > 0 && <td key={`${group}-gap`} className="pn-gap" />,
          ...own.map(({ key, short, label, position }) => (
            <th key={key} scope="col" title={label}>
              {position === null ? (
                <>
                  <span className="pn-wide">{short}</span>
                  <span className="pn-slim">{short.slice(0, 3)}</span>
                </>
              ) : (
                <>
                  <TaskMarker position={position} color={learnerColor(learner.mark)} size={10} />
                  <span className="vh">{label}</span>
                </>
              )}
            </th>
          )),
        ])}
      </tr>
    </thead>
  );
}

function Row({ row, index, columns, name, now }: RowProps) {
  const cells = new Map(columns.map((c, j) => [c.key, row.cells[j]!]));
  return (
    <tr data-now={now || undefined}>
      <th className="pn-hidden" scope="row">
        <span className="vh">{name}</span>
      </th>
      {grouped(columns).map(({ group, columns: own }, g) => [
        g > 0 && <td key={`${group}-gap`} className="pn-gap" />,
        ...own.map((column) => {
          const cell = cells.get(column.key)!;
          const title =
            cell.value === null
              ? ''
              : cellTitle(column, index, name, row, formatAccuracy(cell.value));
          return <HeatCell key={column.key} cell={cell} title={title} />;
        }),
      ])}
    </tr>
  );
}

interface RowProps {
  readonly row: MatrixRow;
  readonly index: number;
  readonly columns: readonly Column[];
  readonly name: string;
  readonly now: boolean;
}

/** The table; drawn again only when a boundary of its own learner was evaluated or the row under the crosshair changes. */
export const LearnerTable = memo(function LearnerTable({
  learner,
  columns,
  names,
  selected,
}: TableProps) {
  const evaluations = useBoundaryEvaluations(learner.id);
  const phases = useShownPhases();
  const rowNow = useRowNow();
  const rows = useMemo(
    () => matrixRows(evaluations, phases, columns),
    [evaluations, phases, columns],
  );
  return (
    <table
      className="pn-table"
      data-selected={selected || undefined}
      style={{ '--c': learnerColor(learner.mark) } as CSSProperties}
    >
      <caption>
        <LearnerSwatch mark={learner.mark} /> {learner.name}
        <span className="vh">, accuracy after each phase</span>
      </caption>
      <colgroup>
        <col className="pn-hidden" />
        {grouped(columns).map(({ group, columns: own }, g) => [
          g > 0 && <col key={`${group}-gap`} className="pn-gap" />,
          ...own.map(({ key }) => <col key={key} />),
        ])}
      </colgroup>
      <Heads learner={learner} columns={columns} />
      <tbody>
        {rows.map((row, i) => (
          <Row
            key={names[i] === undefined ? i : `${i} ${names[i]}`}
            row={row}
            index={i}
            columns={columns}
            name={names[i] ?? ''}
            now={i === rowNow}
          />
        ))}
      </tbody>
    </table>
  );
});
