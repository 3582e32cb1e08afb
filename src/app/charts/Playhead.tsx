// Where a run that is not over has got to: a line through all rows. Left of it is what was measured, right of it, faint, what
// was measured before (the recorded trace, or the seeds that are already done).

import { memo, type ReactNode, useId } from 'react';
import { useRun } from '../store/runStore.ts';
import { usePlotScale } from './plotScale.ts';

/** Room for half a marker at the edges of a clipped part. */
const MARGIN = 6;

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
  if (!scale) return null;
  const now = scale.x(Math.min(step, at ?? step));
  const from = side === 'before' ? scale.left - MARGIN : now;
  const to = side === 'before' ? now : scale.right + MARGIN;
  return (
    <>
      <clipPath id={id}>
        <rect x={from} width={Math.max(0, to - from)} height={scale.height} />
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
  if (!scale) return null;
  return (
    <>
      <clipPath id={id}>
        <rect
          x={scale.left - MARGIN}
          width={scale.right - scale.left + 2 * MARGIN}
          height={scale.height}
        />
      </clipPath>
      <g clipPath={`url(#${id})`} opacity="0.28">
        {children}
      </g>
    </>
  );
}

/** The playhead's line; the topmost row has its handle. */
export const PlayheadLine = memo(function PlayheadLine({ handle }: { handle: boolean }) {
  const scale = usePlotScale();
  const step = useRun((s) => s.step);
  if (!scale) return null;
  const x = scale.x(step);
  return (
    <g aria-hidden="true">
      <path d={`M${x} 0V${scale.height}`} stroke="var(--ink)" strokeWidth="1.2" />
      {handle && <path d={`M${x - 5} 0h10l-5 7z`} fill="var(--ink)" />}
    </g>
  );
});
