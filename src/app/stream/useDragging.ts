// Reordering blocks by dragging with mouse, touch or keyboard (dnd-kit).

import {
  closestCenter,
  type DragEndEvent,
  KeyboardSensor,
  type Modifier,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { useState } from 'react';
import { dragAnnouncements, DRAG_INSTRUCTIONS } from './dragWords.ts';
import { blockId } from './PhaseBlock.tsx';
import type { PhaseEdits } from './usePhaseEdits.ts';

/** A block moves along the axis only. */
const alongAxis: Modifier = ({ transform }) => ({ ...transform, y: 0 });

function useBlockSensors() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: sortableKeyboardCoordinates,
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] },
    }),
  );
}

/** `context` goes to dnd-kit's DndContext, `ids` to its SortableContext; `focus` is given the place where a block was dropped. */
export function useDragging(count: number, edits: PhaseEdits, focus: (index: number) => void) {
  const [dragging, setDragging] = useState(false);
  const sensors = useBlockSensors();
  const ids = Array.from({ length: count }, (_, i) => blockId(i));
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDragging(false);
    const to = over ? ids.indexOf(String(over.id)) : -1;
    const from = ids.indexOf(String(active.id));
    if (to < 0 || to === from) return;
    edits.move(from, to);
    focus(to);
  };
  const context = {
    sensors,
    collisionDetection: closestCenter,
    modifiers: [alongAxis],
    accessibility: {
      announcements: dragAnnouncements,
      screenReaderInstructions: DRAG_INSTRUCTIONS,
    },
    onDragStart: () => setDragging(true),
    onDragCancel: () => setDragging(false),
    onDragEnd,
  };
  return { ids, dragging, context };
}
