// The labels in the right gutter: name and value of every line where it ends, or at the step under the pointer.

import { memo } from 'react';
import { useView } from '../store/viewStore.ts';
import { formatAccuracy } from '../theme/format.ts';
import { useWidth } from '../theme/gutters.ts';
import { learnerColor, taskMark } from '../theme/marks.ts';
import { type LearnerCurves, pointAt } from './curves.ts';
import { pushApart } from './endLabels.ts';
import { PLOT_INSET, usePlotScale } from './plotScale.ts';
import { At } from './Stretched.tsx';

const GAP = 14.5;
/** Below this, labels cannot be read; the ones in the middle of a long stream are left out first. */
const SMALLEST_GAP = 11;
const LEADER = 20;
/** Pixels of a figure and the gap before it. */
const VALUE_ROOM = 24;

export interface Label {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  readonly color: string;
  /** SVG path of the marker before the name, or null for the heavy stroke of the general curve. */
  readonly marker: string | null;
  readonly hollow: boolean;
  readonly dash?: string;
  /** Pixels that the line's own mark takes at its end. */
  readonly markEnd: number;
}

/** Of what is left of the tasks with the memory taken away, where the learner has one. */
function bareLabel({ withoutMemory }: LearnerCurves, step: number): Label[] {
  const point = pointAt(withoutMemory, step);
  if (!point) return [];
  const style = { color: 'var(--ink-2)', marker: null, hollow: false, dash: '3 2', markEnd: 3 };
  return [{ key: 'without', name: 'no memory', value: point.mean, ...style }];
}

/** Labels of one learner's lines at `step`: general first, then the tasks in order; lines that have not begun are left out. */
export function rowLabels(curves: LearnerCurves, mark: number, step: number): Label[] {
  const general = pointAt(curves.general, step);
  const color = learnerColor(mark);
  const tasks = curves.tasks.flatMap(({ taskId, label, position, points, learned }): Label[] => {
    const point = pointAt(points, step);
    if (!point || points[0]!.step === step) return [];
    const marker = taskMark(position).path;
    const markEnd = learned?.step === points.at(-1)!.step ? 7 : 3;
    return [{ key: taskId, name: label, value: point.mean, color, marker, hollow: true, markEnd }];
  });
  const labels = [...tasks, ...bareLabel(curves, step)];
  if (!general) return labels;
  const ink = 'var(--ink)';
  return [
    {
      key: '',
      name: 'general',
      value: general.mean,
      color: ink,
      marker: null,
      hollow: false,
      markEnd: 3,
    },
    ...labels,
  ];
}

function fitting(labels: readonly Label[], height: number): readonly Label[] {
  const room = Math.max(1, Math.floor((height - 14) / SMALLEST_GAP) + 1);
  return labels.length <= room ? labels : [labels[0]!, ...labels.slice(labels.length - room + 1)];
}

/** Rough width of 11 px text; SVG has no ellipsis of its own, and measuring would force a layout for every label. */
function textWidth(text: string): number {
  let width = 0;
  for (const c of text) width += /[fijlrt\s.,'|()-]/.test(c) ? 3.7 : /[mwMW%]/.test(c) ? 9.2 : 6;
  return width;
}

function cut(name: string, width: number): string {
  if (textWidth(name) <= width) return name;
  let kept = name;
  while (kept.length > 1 && textWidth(`${kept}…`) > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

function LabelMark({ label, x, y }: { label: Label; x: number; y: number }) {
  if (label.marker === null) {
    return (
      <path
        d={`M${x - 6} ${y}h9`}
        stroke={label.color}
        strokeWidth="2.3"
        strokeDasharray={label.dash}
      />
    );
  }
  return (
    <path
      d={label.marker}
      transform={`translate(${x - 1.5} ${y}) scale(0.86)`}
      fill={label.hollow ? 'var(--paper)' : label.color}
      stroke={label.hollow ? label.color : 'none'}
      strokeWidth="1.8"
    />
  );
}

interface PlacedLabelsProps {
  readonly labels: readonly Label[];
  /** Draws a line from the end of the curve to its label. */
  readonly leaders: boolean;
}

/** Labels pushed apart in the order of their values; x counts from the last step. */
export function PlacedLabels({ labels, leaders }: PlacedLabelsProps) {
  const { height, y } = usePlotScale();
  const room = useWidth().right;
  const shown = fitting(labels, height + 2 * PLOT_INSET);
  const wanted = shown.map((label) => y(label.value));
  const placed = pushApart(wanted, GAP, 6 - PLOT_INSET, height + PLOT_INSET - 8);
  return (
    <At x={1} y={0}>
      {shown.map((label, i) => (
        <g key={label.key} fill="none">
          {leaders && (
            <path
              d={`M${label.markEnd} ${wanted[i]!}L${LEADER - 8} ${placed[i]!}`}
              stroke={label.color}
              opacity="0.45"
            />
          )}
          <LabelMark label={label} x={LEADER} y={placed[i]!} />
          <LabelText label={label} y={placed[i]! + 4} room={room} />
        </g>
      ))}
    </At>
  );
}

function LabelText({ label, y, room }: { label: Label; y: number; room: number }) {
  const strong = label.marker === null;
  return (
    <>
      <text x={LEADER + 8} y={y} style={{ fill: label.color, fontWeight: strong ? 600 : 500 }}>
        {cut(label.name, room - LEADER - 8 - VALUE_ROOM)}
      </text>
      <text
        x={room}
        y={y}
        textAnchor="end"
        style={{ fill: label.color, fontWeight: strong ? 650 : 550 }}
      >
        {formatAccuracy(label.value)}
      </text>
    </>
  );
}

interface LabelsLayerProps {
  readonly curves: LearnerCurves;
  readonly mark: number;
  /** The run has reached the end of the axis, so that leaders can start at the lines. */
  readonly atEnd: boolean;
}

/** The labels of one learner's row; the only part of it that is drawn again when the pointer moves. */
export const LabelsLayer = memo(function LabelsLayer({ curves, mark, atEnd }: LabelsLayerProps) {
  const hover = useView((s) => s.hoverStep);
  const last = curves.steps.at(-1);
  if (last === undefined) return null;
  const labels = rowLabels(curves, mark, hover ?? last);
  return (
    <g aria-hidden="true">
      <PlacedLabels labels={labels} leaders={atEnd && hover === null} />
    </g>
  );
});
