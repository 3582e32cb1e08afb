// Follows the pointer and the keyboard over a plot and sets the shared step; the crosshair in every row, in the stream strip
// and in the matrix follows that step.

import { memo, type KeyboardEvent, type PointerEvent } from 'react';
import { useView, viewStore } from '../store/viewStore.ts';
import { useWidth, type WidthInfo } from '../theme/gutters.ts';
import { usePlotTotal } from './plotScale.ts';
import { TallLine } from './Stretched.tsx';
import { nearestStep } from './timeline.ts';

interface HoverSurfaceProps {
  /** Steps that can be pointed at: those that were evaluated. */
  readonly steps: readonly number[];
  readonly total: number;
  /** Name of the plot, for the screen reader. */
  readonly name: string;
  /** The figures at a step, in words. */
  readonly describe: (step: number) => string;
}

function pointedStep(
  event: PointerEvent<HTMLElement>,
  steps: readonly number[],
  total: number,
  gutters: WidthInfo,
): number | null {
  const box = event.currentTarget.getBoundingClientRect();
  const width = box.width - gutters.left - gutters.right;
  const share = (event.clientX - box.left - gutters.left) / width;
  return share < -0.02 || share > 1.02 ? null : nearestStep(steps, share * total);
}

/** The step that a key asks for, or undefined for a key that is none of ours. */
function keyedStep(
  key: string,
  steps: readonly number[],
  now: number | null,
): number | null | undefined {
  const at = now === null ? -1 : steps.findLastIndex((s) => s <= now);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return steps[Math.min(steps.length - 1, at + 1)];
    case 'ArrowLeft':
    case 'ArrowDown':
      return steps[at < 0 ? steps.length - 1 : Math.max(0, at - 1)];
    case 'Home':
      return steps[0];
    case 'End':
      return steps.at(-1);
    case 'Escape':
      return null;
    default:
      return undefined;
  }
}

/** A transparent slider over the plot: its value is the step under the crosshair. */
export function HoverSurface(props: HoverSurfaceProps) {
  const { total, name, describe } = props;
  // Curves of a longer stream reach beyond an edited, shorter one.
  const steps = props.steps.filter((s) => s <= total);
  const hover = useView((s) => s.hoverStep);
  const gutters = useWidth();
  if (steps.length === 0) return null;
  const { setHoverStep } = viewStore.getState();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = keyedStep(event.key, steps, viewStore.getState().hoverStep);
    if (step === undefined) return;
    event.preventDefault();
    setHoverStep(step);
  };
  const follow = (event: PointerEvent<HTMLElement>) =>
    setHoverStep(pointedStep(event, steps, total, gutters));
  const now = hover ?? steps.at(-1)!;
  return (
    <div
      className="ch-surface"
      role="slider"
      tabIndex={0}
      aria-label={`Step in ${name}`}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={now}
      aria-valuetext={describe(now)}
      onKeyDown={onKeyDown}
      onPointerDown={follow}
      onPointerMove={follow}
      onPointerLeave={() => setHoverStep(null)}
      onBlur={() => setHoverStep(null)}
    />
  );
}

/** The vertical line at the shared step. */
export const Crosshair = memo(function Crosshair() {
  const total = usePlotTotal();
  const hover = useView((s) => s.hoverStep);
  return hover === null ? null : <TallLine x={hover / total} color="var(--ink-2)" />;
});
