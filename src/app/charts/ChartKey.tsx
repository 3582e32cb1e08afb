// The key of the charts: five strokes, since every line is named where it ends.

import { useId } from 'react';
import { useExperiment } from '../store/experimentStore.ts';
import { useView } from '../store/viewStore.ts';
import { learnerColor } from '../theme/marks.ts';
import './charts.css';

function Stroke({ color, width, dash }: { color: string; width: number; dash?: string }) {
  return (
    <svg width="20" height="10" aria-hidden="true">
      <path d="M0 5h20" stroke={color} strokeWidth={width} strokeDasharray={dash} />
    </svg>
  );
}

function Forgotten() {
  const id = useId();
  return (
    <svg width="18" height="11" aria-hidden="true">
      <clipPath id={id}>
        <rect width="18" height="11" rx="2" />
      </clipPath>
      <g clipPath={`url(#${id})`}>
        <rect width="18" height="11" fill="rgba(var(--wash), 0.16)" />
        <path d="M2 11L13 0M8 11L19 0M-4 11L7 0M14 11L20 5" stroke="rgba(var(--wash), 0.4)" />
      </g>
    </svg>
  );
}

/** What the strokes mean, in the colour of the selected learner; the overlay names its lines and needs only chance. */
export function ChartKey() {
  const overlay = useView((s) => s.layout === 'overlay');
  const mark = useExperiment(
    (s) => s.experiment.learners.find((l) => l.id === s.selectedLearnerId)?.mark ?? 0,
  );
  const color = learnerColor(mark);
  return (
    <div className="ch-key">
      {!overlay && (
        <>
          <span>
            <Stroke color="var(--ink)" width={2.4} />
            general
          </span>
          <span>
            <Stroke color={color} width={2.4} />
            task being learned
          </span>
          <span className="ch-key1">
            <Stroke color={color} width={1.4} dash="5 2.5" />
            earlier tasks
          </span>
          <span className="ch-key2">
            <Forgotten />
            forgotten
          </span>
        </>
      )}
      <span className="ch-key2">
        <Stroke color="var(--ink-3)" width={1.4} dash="1.5 3" />
        chance
      </span>
    </div>
  );
}
