// Work in pieces (turns.ts) without a turn between them: what every other way of doing it is compared with.

import type { Pieces } from '../turns.ts';

/** Does all of it before it returns. */
export function atOnce<T>(work: Pieces<T>): T {
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
  }
}
