// Kernels on rows of logits beside the loss: moving them, the squared error to stored ones, and the better of two.

import { kernel } from '../kernel.ts';
import { likelierLogits, logitError, moveRows } from '../reference/logits.ts';

/** Grid: threadGrid(count * width / 4). */
export const move_rows = kernel(
  'move_rows',
  ['source', 'from_rows:u32', 'to_rows:u32', 'destination'],
  ['count', 'width'],
  moveRows,
);

/** Grid: threadGrid(rows). */
export const logit_error = kernel(
  'logit_error',
  ['logits', 'stored_logits', 'weights', 'grad_logits', 'losses'],
  ['rows', 'vocabulary', 'batch_offset', 'scale'],
  logitError,
);

/** Grid: threadGrid(rows). */
export const likelier_logits = kernel(
  'likelier_logits',
  ['first_logits', 'second_logits', 'targets:u32', 'weights'],
  ['rows', 'vocabulary', 'batch_offset'],
  likelierLogits,
);
