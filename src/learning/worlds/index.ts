// The registry of worlds. Random weights belong to the world of strings.

import type { BaseInfo } from '../../core/catalog.ts';
import type { BaseConfig } from '../../core/experiment.ts';
import { AppError } from '../../core/errors.ts';
import { FACTS_WORLD } from './facts.ts';
import { FUNCTIONS_DIRECT, FUNCTIONS_STEPS } from './functions.ts';
import { PARITY } from './parity.ts';
import { STRINGS } from './strings.ts';
import type { World } from './world.ts';

export const REGISTRY: readonly World[] = [
  STRINGS,
  FACTS_WORLD,
  FUNCTIONS_STEPS,
  FUNCTIONS_DIRECT,
  PARITY,
];

/** The world of this id; throws `bad-file` for one that is not known, which only a card can name. */
export function worldOf(id: string): World {
  const world = REGISTRY.find(({ info }) => info.id === id);
  if (world) return world;
  const known = REGISTRY.map(({ info }) => info.id).join(', ');
  const message = `world of a base: expected one of ${known}, got '${id}'.`;
  throw new AppError('bad-file', message, 'Reload the page; the site may be incomplete.');
}

/** The world that an experiment takes place in: that of its base. */
export function worldOfBase(base: BaseConfig, bases: readonly BaseInfo[]): World {
  const card = base.kind === 'checkpoint' ? bases.find((b) => b.id === base.id) : null;
  return card ? worldOf(card.world) : STRINGS;
}
