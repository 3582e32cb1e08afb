// From a run record to the curves of one learner: means and bands over seeds, which part of a task's curve is its own phase,
// where it peaked. Pure: the charts only draw what this returns.

import type { Phase } from '../../core/experiment.ts';
import type { Interval } from '../../core/intervals.ts';
import type { Capability, CapabilityGroup, Evaluation } from '../../core/runRecord.ts';
import { accuracyInterval, average } from './statistics.ts';
import { phaseSpans, type Span, taskPositions } from './timeline.ts';

export interface CurvePoint extends Interval {
  /** Finished optimizer steps. */
  readonly step: number;
  /** Seeds that were evaluated at this step. */
  readonly seeds: number;
}

export type Curve = readonly CurvePoint[];

/** A stretch of a task's curve: inside one of its own phases, or after it. */
export interface Segment {
  readonly own: boolean;
  readonly points: Curve;
}

export interface TaskCurve {
  readonly taskId: string;
  readonly label: string;
  /** Order of first appearance in the stream: picks marker and dash. */
  readonly position: number;
  /** From the start of its first phase on. */
  readonly points: Curve;
  readonly segments: readonly Segment[];
  /** The point at the end of the first phase that contains the task; null before that step was evaluated. */
  readonly learned: CurvePoint | null;
}

export interface LearnerCurves {
  /** Mean of the capabilities of group `general`. */
  readonly general: Curve;
  readonly tasks: readonly TaskCurve[];
  /** Mean of the new tasks with the learner's memory taken away; empty for a learner without one. */
  readonly withoutMemory: Curve;
  /** Steps at which the learner was evaluated, ascending. */
  readonly steps: readonly number[];
  /** Seeds with at least one evaluation. */
  readonly seeds: number;
}

const NEW_PREFIX = 'new.';

/** The task whose held-out examples a capability of group `new` measures, or null. */
export function taskOfCapability(capability: Capability): string | null {
  if (capability.group !== 'new' || !capability.id.startsWith(NEW_PREFIX)) return null;
  return capability.id.slice(NEW_PREFIX.length);
}

/** Columns of the accuracy matrix that belong to a group. */
function columnsOf(capabilities: readonly Capability[], group: CapabilityGroup): number[] {
  return capabilities.flatMap((c, j) => (c.group === group ? [j] : []));
}

/** Columns of a group; for `new` only those of tasks that are in the stream. */
export function groupColumns(
  capabilities: readonly Capability[],
  group: CapabilityGroup,
  phases: readonly Phase[],
): number[] {
  const columns = columnsOf(capabilities, group);
  if (group !== 'new') return columns;
  const inStream = taskPositions(phases);
  return columns.filter((j) => inStream.has(taskOfCapability(capabilities[j]!) ?? ''));
}

/** Accuracy of guessing for a group: the mean over its capabilities, or null where there is none. */
export function chanceOf(
  capabilities: readonly Capability[],
  group: CapabilityGroup,
): number | null {
  const columns = columnsOf(capabilities, group);
  return columns.length === 0 ? null : average(columns.map((j) => capabilities[j]!.chance));
}

/**
 * Mean accuracy over some capabilities against the step, with its 95 % band: over seeds where there are at least two, else
 * over the pooled items. `evaluations` are of one learner; a step that was evaluated twice for a seed counts once (the last).
 */
export function meanCurve(
  evaluations: readonly Evaluation[],
  capabilities: readonly Capability[],
  columns: readonly number[],
): Curve {
  if (columns.length === 0) return [];
  const items = columns.reduce((sum, j) => sum + capabilities[j]!.items, 0);
  const bySteps = new Map<number, Map<number, number>>();
  for (const { step, seed, accuracy } of evaluations) {
    const seeds = bySteps.get(step) ?? new Map<number, number>();
    seeds.set(seed, average(columns.map((j) => accuracy[j]!)));
    bySteps.set(step, seeds);
  }
  return [...bySteps]
    .sort(([a], [b]) => a - b)
    .map(([step, seeds]) => {
      const values = [...seeds.values()];
      return { step, seeds: values.length, ...accuracyInterval(values, items) };
    });
}

/** Cuts a curve where the task's own phases begin and end; neighbouring pieces share their boundary point. */
export function splitCurve(
  points: Curve,
  own: readonly boolean[],
  spans: readonly Span[],
): Segment[] {
  const segments: { own: boolean; points: CurvePoint[] }[] = [];
  spans.forEach((span, i) => {
    const inside = points.filter((p) => p.step >= span.start && p.step <= span.end);
    const last = segments.at(-1);
    if (last && last.own === own[i]) {
      last.points.push(...inside.filter((p) => p.step > span.start));
    } else if (inside.length > 0) {
      segments.push({ own: own[i]!, points: inside });
    }
  });
  return segments.filter((s) => s.points.length > 1 || segments.length === 1);
}

function taskCurve(
  phases: readonly Phase[],
  taskId: string,
  label: string,
  position: number,
  curve: Curve,
): TaskCurve {
  const own = phases.map((phase) => phase.tasks.some((task) => task.id === taskId));
  const spans = phaseSpans(phases);
  const first = own.indexOf(true);
  const points = curve.filter((p) => p.step >= spans[first]!.start);
  return {
    taskId,
    label,
    position,
    points,
    segments: splitCurve(points, own.slice(first), spans.slice(first)),
    learned: points.find((p) => p.step === spans[first]!.end) ?? null,
  };
}

/** What the weights alone know of the new tasks. */
function withoutMemory(
  evaluations: readonly Evaluation[],
  capabilities: readonly Capability[],
): Curve {
  const bare = evaluations.flatMap((e) =>
    e.withoutMemory ? [{ ...e, accuracy: e.withoutMemory }] : [],
  );
  return meanCurve(bare, capabilities, columnsOf(capabilities, 'new'));
}

/** Everything that a learner's chart draws. `evaluations` are those of this learner only. */
export function learnerCurves(
  evaluations: readonly Evaluation[],
  capabilities: readonly Capability[],
  phases: readonly Phase[],
): LearnerCurves {
  const tasks: TaskCurve[] = [];
  for (const [taskId, position] of taskPositions(phases)) {
    const column = capabilities.findIndex((c) => taskOfCapability(c) === taskId);
    if (column < 0) continue;
    const curve = meanCurve(evaluations, capabilities, [column]);
    tasks.push(taskCurve(phases, taskId, capabilities[column]!.label, position, curve));
  }
  return {
    general: meanCurve(evaluations, capabilities, columnsOf(capabilities, 'general')),
    tasks,
    withoutMemory: withoutMemory(evaluations, capabilities),
    steps: [...new Set(evaluations.map((e) => e.step))].sort((a, b) => a - b),
    seeds: new Set(evaluations.map((e) => e.seed)).size,
  };
}

/** Highest mean up to and including each point. */
export function runningPeak(points: Curve): number[] {
  let peak = 0;
  return points.map((p) => (peak = Math.max(peak, p.mean)));
}

/** The point at `step`, or the last one before it; null before the curve begins. */
export function pointAt(points: Curve, step: number): CurvePoint | null {
  return points.findLast((p) => p.step <= step) ?? null;
}

/** Below this a model knew nothing that it could forget (random weights). */
const KNOWN = 0.1;
/** Share of where a curve began below which it counts as gone. */
export const GONE = 0.2;

/** Whether there was anything to forget at the start. */
export function wasKnown(curve: Curve): boolean {
  return (curve[0]?.mean ?? 0) >= KNOWN;
}

/** First step from which a curve stays below a fifth of where it began; null where it never does, or knew nothing. */
export function goneStep(curve: Curve): number | null {
  if (!wasKnown(curve)) return null;
  const lastAbove = curve.findLastIndex((p) => p.mean > GONE * curve[0]!.mean);
  return curve[lastAbove + 1]?.step ?? null;
}
