// The accuracy matrix as it is printed: which columns, means over seeds, how dark a cell is. Pure.

import { meanOf } from '../../core/accuracyMatrix.ts';
import { type Phase, phaseBoundaries } from '../../core/experiment.ts';
import type { Capability, CapabilityGroup, Evaluation } from '../../core/runRecord.ts';
import { taskOfCapability } from '../charts/curves.ts';
import { taskPositions } from '../charts/timeline.ts';

/** The groups in the order of their columns, as the page names them. */
export const GROUPS: readonly { readonly group: CapabilityGroup; readonly label: string }[] = [
  { group: 'general', label: 'general' },
  { group: 'old', label: 'old' },
  { group: 'new', label: 'new' },
  { group: 'composed', label: 'pairs' },
];

/** Most columns that a group may take; where it has more capabilities, one column shows their mean. */
const MOST_COLUMNS: Readonly<Record<CapabilityGroup, number>> = {
  general: 6,
  old: 2,
  new: 24,
  composed: 2,
};

export interface Column {
  readonly key: string;
  readonly group: CapabilityGroup;
  /** At most 6 characters. */
  readonly short: string;
  readonly label: string;
  /** Capabilities (columns of the full matrix) whose mean it shows. */
  readonly of: readonly number[];
  readonly items: number;
  /** For a task of the stream: its id and its marker's position. */
  readonly taskId: string | null;
  readonly position: number | null;
}

/** Columns in the order of `GROUPS`. */
export function matrixColumns(
  capabilities: readonly Capability[],
  phases: readonly Phase[],
): Column[] {
  const positions = taskPositions(phases);
  return GROUPS.flatMap(({ group, label }): Column[] => {
    const own = capabilities.flatMap((c, j) => (c.group === group ? [{ c, j }] : []));
    if (own.length > MOST_COLUMNS[group]) {
      const items = own.reduce((sum, { c }) => sum + c.items, 0);
      const of = own.map(({ j }) => j);
      const name = `mean of ${own.length} ${label}`;
      const common = { taskId: null, position: null };
      const short = `${own.length} ø`;
      return [{ key: group, group, short, label: name, of, items, ...common }];
    }
    return own.map(({ c, j }) => {
      const taskId = taskOfCapability(c);
      const position = taskId === null ? null : (positions.get(taskId) ?? null);
      const { id: key, short, label: name, items } = c;
      return { key, group, short, label: name, of: [j], items, taskId, position };
    });
  });
}

export interface Cell {
  /** Mean over seeds; null where the row has not been reached. */
  readonly value: number | null;
  /** The column's task is learned in the phase of this row. */
  readonly own: boolean;
}

export interface MatrixRow {
  /** Seeds that reached it. */
  readonly seeds: number;
  readonly cells: readonly Cell[];
}

/** Rows (the base, then after each phase) of one learner's matrix, from the evaluations of that learner only. */
export function matrixRows(
  evaluations: readonly Evaluation[],
  phases: readonly Phase[],
  columns: readonly Column[],
): MatrixRow[] {
  return phaseBoundaries(phases).map((boundary, i) => {
    const bySeed = new Map<number, Evaluation>();
    for (const e of evaluations) if (e.step === boundary) bySeed.set(e.seed, e);
    const tasks = i === 0 ? [] : phases[i - 1]!.tasks;
    const cells = columns.map(({ of, taskId }) => ({
      value: meanOf([...bySeed.values()].map((e) => meanOf(of.map((j) => e.accuracy[j])))),
      own: tasks.some((task) => task.id === taskId),
    }));
    return { seeds: bySeed.size, cells };
  });
}

/** One of 11 steps of ink: 0 is paper, 10 is full. */
export function heatLevel(accuracy: number): number {
  return Math.round(Math.min(1, Math.max(0, accuracy)) * 10);
}

/** Where a figure comes from, for the cell's tooltip. */
export function cellTitle(
  column: Column,
  rowNumber: number,
  rowName: string,
  row: MatrixRow,
  value: string,
): string {
  const after = rowNumber === 0 ? 'of the base' : `after phase ${rowNumber} (${rowName})`;
  const seeds = row.seeds === 1 ? 'one seed' : `mean of ${row.seeds} seeds`;
  return `R[${rowNumber}][${column.short}] = ${value}: accuracy on ${column.label} ${after}; exact matches of ${column.items} held-out items, ${seeds}`;
}
