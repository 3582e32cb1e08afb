// The two words that stand inside the plots where there is room: what the ghost is, and that the general capabilities are gone.

import { memo } from 'react';
import { useWidth } from '../theme/gutters.ts';
import { type Curve, goneStep, pointAt } from './curves.ts';
import { usePlotScale } from './plotScale.ts';
import { At } from './Stretched.tsx';

/** Pixels that a note needs inside one phase. */
const ROOM = 130;
/** Half the width of a centred note, with a little air. */
const HALF_NOTE = 54;
/** A curve under this leaves room for a note above it. */
const LOW = 0.4;

interface NotesLayerProps {
  readonly general: Curve;
  /** The lower reference's general curve, where it is drawn here and this row is the one that names it. */
  readonly reference: Curve;
  readonly referenceName: string;
  /** Last step of the first phase. */
  readonly firstEnd: number;
}

function isLow(curve: Curve, step: number): boolean {
  const point = pointAt(curve, step);
  return point !== null && point.mean < LOW;
}

/** Notes inside one row's plot. */
export const NotesLayer = memo(function NotesLayer(props: NotesLayerProps) {
  const { general, reference, referenceName, firstEnd } = props;
  const scale = usePlotScale();
  const phone = useWidth().id === 'phone';
  if (phone || scale.x(firstEnd) < ROOM) return null;
  const gone = goneStep(general);
  const end = scale.x(firstEnd);
  const goneX = gone === null ? null : Math.min(scale.x((gone + firstEnd) / 2), end - HALF_NOTE);
  const start = [0.34, 0.5].find((share) => isLow(reference, share * firstEnd));
  return (
    <g aria-hidden="true">
      {goneX !== null && goneX > scale.x(gone!) && (
        <At x={goneX / scale.width} y={0.5}>
          <text
            y={4}
            textAnchor="middle"
            style={{ fill: 'var(--not)', fontWeight: 550 }}
            paintOrder="stroke"
            stroke="var(--paper)"
            strokeWidth="3"
          >
            general forgotten
          </text>
        </At>
      )}
      {start !== undefined && (
        <At
          x={scale.x(start * firstEnd) / scale.width}
          y={1 - pointAt(reference, start * firstEnd)!.mean}
        >
          <text y={-6}>{referenceName.toLowerCase()}, to compare</text>
        </At>
      )}
    </g>
  );
});
