// Resizing a phase by its right edge with the pointer. The scale is held while the edge moves, so that it stays under the
// pointer; the phases change when it is let go.

import { type PointerEvent, type SyntheticEvent, useState } from 'react';
import { clampSteps } from './editPhases.ts';

/** The edge snaps to multiples of this many steps. */
const SNAP = 5;

export interface Preview {
  readonly index: number;
  readonly steps: number;
}

interface Grab extends Preview {
  readonly pointerX: number;
  readonly startSteps: number;
  readonly stepsPerPixel: number;
}

function snap(steps: number): number {
  return clampSteps(steps < SNAP ? steps : Math.round(steps / SNAP) * SNAP);
}

/** Keeps dnd-kit, which listens on the block, from taking the grip for a drag or a click. */
function stop(event: SyntheticEvent): void {
  event.stopPropagation();
}

/**
 * `preview` is the phase being resized, null while none is; `gripProps` go on the grip of a phase.
 *
 * `stepsPerPixel` is asked once per gesture, when the pointer goes down.
 */
export function useResize(stepsPerPixel: () => number, commit: (preview: Preview) => void) {
  const [grab, setGrab] = useState<Grab | null>(null);
  const gripProps = (index: number, steps: number) => ({
    onClick: stop,
    onMouseDown: stop,
    onTouchStart: stop,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.stopPropagation();
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      setGrab({
        index,
        steps,
        startSteps: steps,
        pointerX: event.clientX,
        stepsPerPixel: stepsPerPixel(),
      });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (grab?.index !== index) return;
      const moved = (event.clientX - grab.pointerX) * grab.stepsPerPixel;
      setGrab({ ...grab, steps: moved === 0 ? grab.startSteps : snap(grab.startSteps + moved) });
    },
    onPointerUp: () => {
      if (grab?.index !== index) return;
      setGrab(null);
      if (grab.steps !== grab.startSteps) commit({ index, steps: grab.steps });
    },
    onPointerCancel: () => setGrab(null),
  });
  return { preview: grab as Preview | null, gripProps };
}

export type GripProps = ReturnType<ReturnType<typeof useResize>['gripProps']>;
