// All learners in one plot, for one group of capabilities at a time: colour, dash and filled marker by learner, labels where
// the lines end.

import { memo, useMemo, useState } from 'react';
import { phaseBoundaries } from '../../core/experiment.ts';
import type { CapabilityGroup } from '../../core/runRecord.ts';
import { useExperiment } from '../store/experimentStore.ts';
import { useEdited } from '../store/shown.ts';
import { useView } from '../store/viewStore.ts';
import { formatAccuracy } from '../theme/format.ts';
import { learnerMark } from '../theme/marks.ts';
import {
  type GroupCurve,
  shownRecord,
  useChance,
  useEvaluatedSteps,
  useGroupCurves,
  useGroups,
  useIsPartial,
  useMeasuredPhases,
  useTotalSteps,
} from './chartData.ts';
import { type Curve, pointAt } from './curves.ts';
import { GROUP_NAMES, GroupSwitch } from './GroupSwitch.tsx';
import { Crosshair, HoverSurface } from './HoverSurface.tsx';
import { type Label, PlacedLabels } from './LabelsLayer.tsx';
import { GhostClip, PlayheadLine } from './Playhead.tsx';
import { PlotFrame } from './PlotFrame.tsx';
import { areaPath, type Corner, linePath, usePlotTotal } from './plotScale.ts';
import { At, Stretched } from './Stretched.tsx';
import './charts.css';

function LearnerLine({ mark, curve, marks }: { mark: number; curve: Curve; marks: Curve }) {
  const total = usePlotTotal();
  const { color, dash, path, hollow } = learnerMark(mark);
  const line = curve.map((p): Corner => [p.step, p.mean]);
  const upper = curve.map((p): Corner => [p.step, p.high]);
  const lower = curve.map((p): Corner => [p.step, p.low]);
  return (
    <g fill="none">
      <Stretched>
        <path d={areaPath(upper, lower, total)} fill={color} opacity="0.1" />
        <path
          d={linePath(line, total)}
          stroke={color}
          strokeWidth="2.2"
          strokeDasharray={dash}
          strokeLinejoin="round"
        />
      </Stretched>
      {marks.map((p) => (
        <At key={p.step} x={p.step / total} y={1 - p.mean}>
          <path
            d={path}
            fill={hollow ? 'var(--paper)' : color}
            stroke={hollow ? color : 'none'}
            strokeWidth="1.6"
          />
        </At>
      ))}
    </g>
  );
}

/** Every learner's line; filled markers stand at the phase boundaries. */
const LinesLayer = memo(function LinesLayer({ curves }: { curves: readonly GroupCurve[] }) {
  const phases = useMeasuredPhases(shownRecord);
  const boundaries = useMemo(() => new Set(phaseBoundaries(phases)), [phases]);
  return curves.map(({ learner, curve }) => (
    <LearnerLine
      key={learner.id}
      mark={learner.mark}
      curve={curve}
      marks={curve.filter((p) => boundaries.has(p.step))}
    />
  ));
});

function learnerLabels(curves: readonly GroupCurve[], step: number): Label[] {
  return curves.flatMap(({ learner, curve }): Label[] => {
    const point = pointAt(curve, step);
    if (!point) return [];
    const { color, path, hollow } = learnerMark(learner.mark);
    const { id: key, name } = learner;
    return [{ key, name, value: point.mean, color, marker: path, hollow, markEnd: 6 }];
  });
}

function Labels({
  curves,
  atEnd,
  last,
}: {
  curves: readonly GroupCurve[];
  atEnd: boolean;
  last: number;
}) {
  const hover = useView((s) => s.hoverStep);
  const labels = learnerLabels(curves, hover ?? last);
  return <PlacedLabels labels={labels} leaders={atEnd && hover === null} />;
}

const MEANS: Readonly<Record<CapabilityGroup, string>> = {
  general: 'other skills of the base',
  old: 'functions of the base',
  new: 'tasks of the stream',
  composed: 'pairs of functions',
};

function describe(curves: readonly GroupCurve[], step: number): string {
  const figures = learnerLabels(curves, step).map((l) => `${l.name} ${formatAccuracy(l.value)}`);
  return `Step ${step}: ${figures.join(', ')}`;
}

function OverlayPlot({ group }: { group: CapabilityGroup }) {
  const phases = useExperiment((s) => s.experiment.phases);
  const curves = useGroupCurves(group);
  const steps = useEvaluatedSteps();
  const total = useTotalSteps();
  const partial = useIsPartial();
  const edited = useEdited();
  const chance = useChance(useMemo(() => [group], [group]));
  const last = steps.at(-1) ?? 0;
  const lines = <LinesLayer curves={curves} />;
  return (
    <PlotFrame
      phases={phases}
      chance={chance}
      label={`Accuracy of all learners, ${GROUP_NAMES[group]}. ${describe(curves, last)}.`}
      over={
        <HoverSurface
          steps={steps}
          total={total}
          name="the curves of all learners"
          describe={(step) => describe(curves, step)}
        />
      }
    >
      {edited ? <GhostClip>{lines}</GhostClip> : lines}
      {partial && !edited && <PlayheadLine handle />}
      {!edited && <Labels curves={curves} atEnd={!partial && last === total} last={last} />}
      <Crosshair />
    </PlotFrame>
  );
}

/** The overlay with its switch; fills its slot. */
export const OverlayChart = memo(function OverlayChart() {
  const groups = useGroups();
  const [wanted, setWanted] = useState<CapabilityGroup>('general');
  const chosen = groups.find((g) => g.group === wanted) ?? groups[0];
  return (
    <section className="ch-row" aria-label="Curves of all learners">
      <div className="ch-over">
        <GroupSwitch
          groups={groups.map((g) => g.group)}
          chosen={chosen?.group ?? wanted}
          onChoose={setWanted}
        />
        {chosen && (
          <p className="ch-say">
            <b>All learners.</b>{' '}
            {chosen.count === 1 ? 'Accuracy' : `Mean accuracy of ${chosen.count}`}
            {chosen.count === 1
              ? ` on ${GROUP_NAMES[chosen.group]} capabilities`
              : ` ${MEANS[chosen.group]}`}
            .
          </p>
        )}
      </div>
      <OverlayPlot group={chosen?.group ?? wanted} />
    </section>
  );
});
