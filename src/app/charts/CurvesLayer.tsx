// The lines of one learner's chart, in the order in which they lie over each other: what was forgotten, the reference's ghost,
// bands, what is left without a memory, tasks, the general curve in ink, and the marks at the end of each task's phase.

import { memo, useId } from 'react';
import { BARE_DASH, learnerColor, taskMark } from '../theme/marks.ts';
import { type Curve, type LearnerCurves, runningPeak, type TaskCurve } from './curves.ts';
import { areaPath, type Corner, linePath, SQUARE, usePlotTotal } from './plotScale.ts';
import { At, Stretched } from './Stretched.tsx';

function corners(points: Curve): Corner[] {
  return points.map((p) => [p.step, p.mean]);
}

/** The area between a curve's running peak and the curve. */
function lostPath(points: Curve, total: number): string {
  const peaks = runningPeak(points);
  const upper = points.map((p, i): Corner => [p.step, peaks[i]!]);
  return areaPath(upper, corners(points), total);
}

function bandPath(points: Curve, total: number): string {
  const upper = points.map((p): Corner => [p.step, p.high]);
  const lower = points.map((p): Corner => [p.step, p.low]);
  return areaPath(upper, lower, total);
}

function afterLearning({ points, learned }: TaskCurve): Curve {
  return learned ? points.filter((p) => p.step >= learned.step) : [];
}

function TaskLines({ task, color, total }: { task: TaskCurve; color: string; total: number }) {
  const { dash } = taskMark(task.position);
  return task.segments.map(({ own, points }) => (
    <g key={points[0]?.step} fill="none" data-part={own ? 'learning' : 'earlier'}>
      {own && <path d={bandPath(points, total)} fill={color} opacity="0.14" />}
      <path
        d={linePath(corners(points), total)}
        stroke={color}
        strokeWidth={own ? 2.5 : 1.4}
        strokeDasharray={own ? undefined : dash}
        strokeLinejoin="round"
        opacity={own ? 1 : 0.95}
      />
    </g>
  ));
}

/** What was forgotten, under everything else: red for all curves, hatched too for the general one. */
function Forgotten({ curves, total }: { curves: LearnerCurves; total: number }) {
  const id = useId();
  const general = lostPath(curves.general, total);
  return (
    <g>
      <Stretched>
        <path data-part="general" d={general} fill="rgba(var(--wash), 0.06)" />
        {curves.tasks.map((task) => (
          <path
            key={task.taskId}
            data-part="earlier"
            d={lostPath(afterLearning(task), total)}
            fill="rgba(var(--wash), 0.055)"
          />
        ))}
      </Stretched>
      {/* The hatch itself is not stretched: only the outline that cuts it is. */}
      <pattern
        id={`${id}-hatch`}
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path d="M0 0V5" stroke="rgba(var(--wash), 0.2)" />
      </pattern>
      <clipPath id={`${id}-lost`} clipPathUnits="objectBoundingBox">
        <path d={general} transform={`scale(${1 / SQUARE})`} />
      </clipPath>
      <rect
        data-part="general"
        width="100%"
        height="100%"
        fill={`url(#${id}-hatch)`}
        clipPath={`url(#${id}-lost)`}
      />
    </g>
  );
}

/** Hollow markers where the phase of each task ended. */
function Marks({ tasks, color, total }: MarksProps) {
  return tasks.map(({ taskId, position, learned }) =>
    learned ? (
      <At key={taskId} x={learned.step / total} y={1 - learned.mean}>
        <path d={taskMark(position).path} fill="var(--paper)" stroke={color} strokeWidth="1.7" />
      </At>
    ) : null,
  );
}

interface MarksProps {
  readonly tasks: readonly TaskCurve[];
  readonly color: string;
  readonly total: number;
}

interface CurvesLayerProps {
  readonly curves: LearnerCurves;
  /** The lower reference's general curve, or an empty curve. */
  readonly reference: Curve;
  readonly mark: number;
}

/** Everything that was measured, drawn without regard to where the playhead is: the caller clips. */
export const CurvesLayer = memo(function CurvesLayer(props: CurvesLayerProps) {
  const { curves, reference, mark } = props;
  const total = usePlotTotal();
  const { general, tasks } = curves;
  const color = learnerColor(mark);
  return (
    <g fill="none">
      <Forgotten curves={curves} total={total} />
      <Stretched>
        <path
          data-part="reference"
          d={linePath(corners(reference), total)}
          stroke="var(--ghost)"
          strokeWidth="1.6"
        />
        <g data-part="general">
          <path d={bandPath(general, total)} fill="var(--ink)" opacity="0.1" />
        </g>
        <path
          data-part="memory"
          d={linePath(corners(curves.withoutMemory), total)}
          stroke="var(--ink-2)"
          strokeWidth="1.6"
          strokeDasharray={BARE_DASH}
        />
        {tasks.map((task) => (
          <TaskLines key={task.taskId} task={task} color={color} total={total} />
        ))}
        <path
          data-part="general"
          d={linePath(corners(general), total)}
          stroke="var(--ink)"
          strokeWidth="2.3"
          strokeLinejoin="round"
        />
      </Stretched>
      <Marks tasks={tasks} color={color} total={total} />
    </g>
  );
});
