// The two words that stand inside the plots where there is room: what the ghost is, and that the general capabilities are gone.

import { memo } from 'react';
import { useWidth } from '../theme/gutters.ts';
import { type Curve, pointAt } from './curves.ts';
import { usePlotScale } from './plotScale.ts';

/** Pixels that a note needs inside one phase. */
const ROOM = 130;
const GONE = 0.2;

interface NotesLayerProps {
  readonly general: Curve;
  /** The lower reference's general curve, where it is drawn here and this row is the one that names it. */
  readonly reference: Curve;
  readonly referenceName: string;
  /** Last step of the first phase. */
  readonly firstEnd: number;
}

/** First step from which a curve stays below a fifth of where it began, or null. */
function goneStep(general: Curve): number | null {
  const start = general[0]?.mean ?? 0;
  const lastAbove = general.findLastIndex((p) => p.mean > GONE * start);
  return general[lastAbove + 1]?.step ?? null;
}

/** Notes inside one row's plot. */
export const NotesLayer = memo(function NotesLayer(props: NotesLayerProps) {
  const { general, reference, referenceName, firstEnd } = props;
  const scale = usePlotScale();
  const phone = useWidth().id === 'phone';
  if (!scale || phone || scale.x(firstEnd) - scale.left < ROOM) return null;
  const gone = goneStep(general);
  const goneX = gone === null ? null : scale.x((gone + firstEnd) / 2);
  const ghost = pointAt(reference, firstEnd * 0.6);
  return (
    <g aria-hidden="true">
      {goneX !== null && gone! < firstEnd && scale.x(firstEnd) - scale.x(gone!) > ROOM / 2 && (
        <text
          x={goneX}
          y={scale.y(0.5) + 4}
          textAnchor="middle"
          style={{ fill: 'var(--not)', fontWeight: 550 }}
          paintOrder="stroke"
          stroke="var(--paper)"
          strokeWidth="3"
        >
          general forgotten
        </text>
      )}
      {ghost && ghost.mean < GONE && (
        <text x={scale.x(firstEnd * 0.34)} y={scale.y(ghost.mean) - 6}>
          {referenceName.toLowerCase()}, to compare
        </text>
      )}
    </g>
  );
});
