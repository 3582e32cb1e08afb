// The accuracy matrix of every learner: a full cell is ink, an empty one is bare paper, so that forgetting looks like ink going.

import { memo, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { type Experiment, type LearnerConfig, phaseBoundaries } from '../../core/experiment.ts';
import type { Capability, Evaluation } from '../../core/runRecord.ts';
import { shownRecord } from '../charts/chartData.ts';
import { matrixRowAt, taskPositions } from '../charts/timeline.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { type RunState, useRun } from '../store/runStore.ts';
import { useView } from '../store/viewStore.ts';
import { phaseLabel } from '../stream/phaseText.ts';
import { formatAccuracy } from '../theme/format.ts';
import { LearnerSwatch, TaskMarker } from '../theme/Marks.tsx';
import { learnerColor } from '../theme/marks.ts';
import { EmptyPanel } from './EmptyPanel.tsx';
import {
  type Cell,
  cellTitle,
  type Column,
  GROUPS,
  heatLevel,
  type MatrixRow,
  matrixColumns,
  matrixRows,
} from './matrixData.ts';

const NO_EVALUATIONS: readonly Evaluation[] = [];
const NO_CAPABILITIES: readonly Capability[] = [];
const NO_PHASES: Experiment['phases'] = [];

/** One learner's evaluations at the boundaries; the same array until one is added. */
function useBoundaryEvaluations(learnerId: string): readonly Evaluation[] {
  return useRun(
    useShallow((s: RunState) => {
      const record = shownRecord(s);
      if (!record) return NO_EVALUATIONS;
      const boundaries = new Set(phaseBoundaries(record.experiment.phases));
      return record.evaluations.filter((e) => e.learnerId === learnerId && boundaries.has(e.step));
    }),
  );
}

function usePhases(): Experiment['phases'] {
  return useRun((s) => shownRecord(s)?.experiment.phases ?? NO_PHASES);
}

/** Row under the shared crosshair, or -1. */
function useRowNow(): number {
  const phases = usePhases();
  return useView((s) => (s.hoverStep === null ? -1 : matrixRowAt(phases, s.hoverStep)));
}

/** Names of the rows: the base, then each phase. */
function useRowNames(): readonly string[] {
  const phases = usePhases();
  const catalog = useRun((s) => s.catalog);
  return useMemo(
    () => ['base', ...phases.map((phase) => phaseLabel(catalog, phase))],
    [phases, catalog],
  );
}

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

const LearnerTable = memo(function LearnerTable({ learner, columns, names, selected }: TableProps) {
  const evaluations = useBoundaryEvaluations(learner.id);
  const phases = usePhases();
  const rowNow = useRowNow();
  const rows = useMemo(
    () => matrixRows(evaluations, phases, columns),
    [evaluations, phases, columns],
  );
  return (
    <table
      className="pn-table"
      data-selected={selected || undefined}
      style={{ '--c': learnerColor(learner.mark) } as React.CSSProperties}
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

/** The row names that all tables share; each table repeats them for screen readers only. */
function RowLabels({ names }: { names: readonly string[] }) {
  const phases = usePhases();
  const rowNow = useRowNow();
  const positions = taskPositions(phases);
  return (
    <div className="pn-labels" aria-hidden="true">
      <span className="pn-after">after</span>
      {names.map((name, i) => (
        <span key={`${i} ${name}`} data-now={i === rowNow || undefined}>
          <span className="pn-label">{name}</span>
          {phases[i - 1]?.tasks.map(({ id }) => (
            <TaskMarker key={id} position={positions.get(id) ?? 0} color="var(--ink-2)" size={10} />
          ))}
        </span>
      ))}
    </div>
  );
}

/** How ink reads. */
export function HeatRamp() {
  return (
    <span className="pn-ramp-label">
      paper 0<span className="pn-ramp" />
      ink 1
    </span>
  );
}

/** The panel: one table per learner, means over seeds. */
export function AccuracyMatrix() {
  const capabilities = useRun((s) => shownRecord(s)?.capabilities ?? NO_CAPABILITIES);
  const phases = usePhases();
  const learners = useRun((s) => shownRecord(s)?.experiment.learners ?? null);
  const hidden = useView((s) => s.hidden);
  const selectedId = useExperiment((s) => s.selectedLearnerId);
  const names = useRowNames();
  const columns = useMemo(() => matrixColumns(capabilities, phases), [capabilities, phases]);
  if (!learners || phases.length === 0) {
    return <EmptyPanel text="The matrix fills as each phase ends. Press Run to begin." />;
  }
  const shown = learners.filter((learner) => !hidden.includes(learner.id));
  const selected = shown.some((l) => l.id === selectedId) ? selectedId : shown[0]?.id;
  return (
    <div
      className="pn-matrices"
      style={{ '--pn-count': shown.length } as React.CSSProperties}
      role="group"
      aria-label="Accuracy matrices"
      tabIndex={0}
    >
      <RowLabels names={names} />
      {shown.map((learner) => (
        <LearnerTable
          key={learner.id}
          learner={learner}
          columns={columns}
          names={names}
          selected={learner.id === selected}
        />
      ))}
    </div>
  );
}
