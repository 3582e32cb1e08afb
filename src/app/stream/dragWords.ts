// What a screen reader is told while a block is dragged with the keyboard.

import type { Announcements, UniqueIdentifier } from '@dnd-kit/core';

function place(id: UniqueIdentifier): string {
  return String(Number(String(id).replace('phase-', '')) + 1);
}

export const dragAnnouncements: Announcements = {
  onDragStart: ({ active }) => `Picked up phase ${place(active.id)}.`,
  onDragOver: ({ over }) => (over ? `At position ${place(over.id)}.` : undefined),
  onDragEnd: ({ over }) => (over ? `Dropped at position ${place(over.id)}.` : 'Dropped.'),
  onDragCancel: ({ active }) => `Phase ${place(active.id)} stays where it was.`,
};

export const DRAG_INSTRUCTIONS = {
  draggable:
    'Arrow keys move the focus. Alt and arrow keys move the phase. Shift and arrow keys change its steps by 10. ' +
    'Enter opens it. Delete removes it. Space picks it up, arrow keys move it, Space drops it.',
};
