// Kernels of continual backpropagation (Dohare et al. 2024): how useful each hidden unit of the MLPs is, which are replaced,
// and their new weights. All decisions are taken here; nothing is read back.

import { kernel } from '../kernel.ts';
import {
  unitActivity,
  unitCentre,
  unitChoose,
  unitReset,
  unitUtility,
} from '../reference/units.ts';

/** Rows (tokens) that one invocation of unit_activity sums. */
export const ACTIVITY_CHUNK = 64;

/** Grid: threadGrid(chunks * units). */
export const unit_activity = kernel(
  'unit_activity',
  ['hidden', 'row_weights', 'centres', 'partials'],
  ['rows', 'units', 'chunks', 'chunk', 'unit_offset', 'partials_offset', 'absolute'],
  unitActivity,
);

/** Grid: threadGrid(units). */
export const unit_centre = kernel(
  'unit_centre',
  ['partials', 'ages', 'means', 'centres'],
  ['units', 'chunks', 'unit_offset', 'partials_offset', 'decay'],
  unitCentre,
);

/** Grid: threadGrid(units). */
export const unit_utility = kernel(
  'unit_utility',
  ['partials', 'parameters', 'utilities', 'ages', 'corrected'],
  [
    'units',
    'width',
    'inputs',
    'chunks',
    'unit_offset',
    'partials_offset',
    'up_offset',
    'down_offset',
    'decay',
    'adaptable',
  ],
  unitUtility,
);

/** Grid: threadGrid(layers). */
export const unit_choose = kernel(
  'unit_choose',
  ['corrected', 'utilities', 'means', 'ages', 'waiting', 'chosen:u32'],
  ['layers', 'units', 'rate', 'maturity'],
  unitChoose,
);

/** Grid: threadGrid(units * width). */
export const unit_reset = kernel(
  'unit_reset',
  ['chosen:u32', 'destination'],
  [
    'units',
    'width',
    'inputs',
    'unit_offset',
    'up_offset',
    'down_offset',
    'deviation',
    'seed',
    'step',
  ],
  unitReset,
  ['pcg4d'],
);
