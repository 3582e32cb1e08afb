// Contexts of metrics written by hand: rows of a matrix, and what else a test needs.

import { find } from '../../core/plugin.ts';
import type { BoundaryFigures, Capability, CapabilityGroup } from '../../core/runRecord.ts';
import { REGISTRY } from '../metrics/index.ts';
import type { Curve, MetricContext, Moment } from '../metrics/metric.ts';

export const capability = (group: CapabilityGroup, chance = 0): Capability => ({
  id: group,
  label: group,
  short: group.slice(0, 6),
  group,
  chance,
  items: 100,
});

/** A context whose only evaluations are those of the rows, 100 steps apart, with columns of new tasks by default. */
export function context(
  matrix: readonly (readonly (number | null)[])[],
  phases: readonly (readonly number[])[],
  more: Partial<MetricContext> = {},
): MetricContext {
  const boundaries = [0, ...phases.map((_, i) => 100 * (i + 1))];
  const timeResolved = matrix.flatMap((row, i) =>
    row.every((v) => v !== null) ? [{ step: boundaries[i]!, accuracy: row }] : [],
  );
  const capabilities = (matrix[0] ?? []).map(() => capability('new'));
  return {
    matrix,
    phases,
    capabilities,
    boundaries,
    timeResolved,
    losses: [],
    batchSize: 16,
    access: [],
    curves: [],
    references: [],
    joint: null,
    ...more,
  };
}

/** A context with one task in every phase, taught to 1 from 0, in which only curves matter: `tasks` are the columns in order. */
export function curvesOnly(
  tasks: readonly number[],
  curves: readonly Curve[],
  references: readonly Curve[],
): MetricContext {
  const columns = Math.max(...tasks) + 1;
  const rows = Array.from({ length: tasks.length + 1 }, (_, i) =>
    Array.from({ length: columns }, (__, j) => (tasks.slice(0, i).includes(j) ? 1 : 0)),
  );
  const phases = tasks.map((column) => [column]);
  return context(rows, phases, { curves, references });
}

/** The curve of a column in a 1-based phase through `[step, accuracy]` points. */
export function curve(
  phase: number,
  column: number,
  ...points: readonly (readonly [number, number])[]
): Curve {
  return {
    phase,
    column,
    steps: points.map(([step]) => step),
    accuracy: points.map(([, accuracy]) => accuracy),
  };
}

/** A line of the data-access log with zeros where nothing else is said. */
export function accessLine(
  line: Partial<MetricContext['access'][number]>,
): MetricContext['access'][number] {
  return {
    phase: 1,
    shown: 0,
    trained: 0,
    rehearsed: 0,
    generalRead: 0,
    taskRead: 0,
    futureRead: 0,
    storedGeneral: 0,
    storedPerTask: 0,
    flopsRatio: 0,
    inferenceState: 0,
    ...line,
  };
}

/** The evaluation at a boundary with these figures. */
export function boundary(step: number, figures: Partial<BoundaryFigures>): Moment {
  const none = { right: [], compositions: [], forwardKl: 0, reverseKl: 0, weightDistance: 0 };
  return { step, accuracy: [], atBoundary: { ...none, ...figures } };
}

/** A metric's value by its id. */
export const value = (id: string, c: MetricContext): number | null =>
  find(REGISTRY, 'metric', id).value(c);
