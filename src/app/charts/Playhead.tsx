// Where a run that is not over has got to: a line through all rows. Left of it is what was measured, right of it, faint, what
// was measured before (the recorded trace, or the seeds that are already done).

import { memo, type ReactNode, useId } from 'react';
import { useRun } from '../store/runStore.ts';
import { PLOT_INSET, type PlotScale, usePlotScale, usePlotTotal } from './plotScale.ts';
import { At, TallLine } from './Stretched.tsx';

/** Room for half a marker at the edges of a clipped part. */
const MARGIN = 6;

/** The vertical extent of a clip: the plot with its insets. */
function tall({ height }: PlotScale) {
  return { y: -PLOT_INSET, height: height + 2 * PLOT_INSET };
}

interface ClipProps {
  /** Which side of the playhead stays visible. */
  readonly side: 'before' | 'after';
  /** Where the visible part ends or begins, if not at the playhead itself. */
  readonly at?: number;
  readonly children: ReactNode;
}

/** Shows its layers on one side of the playhead only. */
export function PlayheadClip({ side, at, children }: ClipProps) {
  const id = useId();
  const scale = usePlotScale();
  const step = useRun((s) => s.step);
  const now = scale.x(Math.min(step, at ?? step));
  const from = side === 'before' ? -MARGIN : now;
  const to = side === 'before' ? now : scale.width + MARGIN;
  return (
    <>
      <clipPath id={id}>
        <rect x={from} {...tall(scale)} width={Math.max(0, to - from)} />
      </clipPath>
      <g clipPath={`url(#${id})`} opacity={side === 'after' ? 0.28 : undefined}>
        {children}
      </g>
    </>
  );
}

/** Old curves under an edited stream: faint, and cut where the new stream ends. */
export function GhostClip({ children }: { children: ReactNode }) {
  const id = useId();
  const scale = usePlotScale();
  return (
    <>
      <clipPath id={id}>
        <rect x={-MARGIN} {...tall(scale)} width={scale.width + 2 * MARGIN} />
      </clipPath>
      <g clipPath={`url(#${id})`} opacity="0.28">
        {children}
      </g>
    </>
  );
}

/** The playhead's line; the topmost row has its handle. */
export const PlayheadLine = memo(function PlayheadLine({ handle }: { handle: boolean }) {
  const total = usePlotTotal();
  const step = useRun((s) => s.step);
  return (
    <g aria-hidden="true">
      <TallLine x={step / total} color="var(--ink)" width={1.2} />
      {handle && (
        <At x={step / total} y={0}>
          <path d={`M-5 ${-PLOT_INSET}h10l-5 7z`} fill="var(--ink)" />
        </At>
      )}
    </g>
  );
});
