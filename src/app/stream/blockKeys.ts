// The keys of a block: arrows move the focus, with Alt the block, with Shift its edge; Enter opens, Delete removes.

import type { KeyboardEvent } from 'react';
import type { PhaseEdits } from './usePhaseEdits.ts';

/** Steps that Shift + arrow adds or takes away. */
const KEY_STEPS = 10;

export interface KeyContext {
  readonly index: number;
  readonly count: number;
  readonly steps: number;
  readonly edits: PhaseEdits;
  readonly focus: (index: number) => void;
  readonly open: () => void;
}

/** Keys on a block; a key that is handled is kept from the browser (Alt + left would go back in history). */
export function onBlockKey(event: KeyboardEvent, context: KeyContext): void {
  const { index, count, steps, edits, focus, open } = context;
  const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (direction !== undefined) {
    event.preventDefault();
    const target = index + direction;
    if (event.shiftKey) edits.resize(index, steps + direction * KEY_STEPS);
    else if (!event.altKey) focus(target);
    else if (target >= 0 && target < count) {
      edits.move(index, target);
      focus(target);
    }
    return;
  }
  switch (event.key) {
    case 'Home':
      focus(0);
      break;
    case 'End':
      focus(count - 1);
      break;
    case 'Enter':
      open();
      break;
    case 'Delete':
    case 'Backspace':
      edits.remove(index);
      focus(Math.max(0, index - 1));
      break;
    default:
      return;
  }
  event.preventDefault();
}
