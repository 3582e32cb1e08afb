// Old facts told otherwise: half of what a base of the world of facts knows by heart, with its values in capitals, with other
// values, or as it was. What was forgotten can come back with the form alone, or has to be learned anew: facts of the other
// half, which nobody touches, tell which (after Zheng et al. 2025, Spurious Forgetting in Continual Learning of Language
// Models, arXiv 2501.13453).

import { hashString, Rng } from '../../core/rng.ts';
import { type Fact, factsTask, OLD_FACTS } from './facts.ts';
import type { Task } from './task.ts';
import { LETTERS } from './words.ts';

const HALF = OLD_FACTS.length / 2;
const TOLD: readonly Fact[] = OLD_FACTS.slice(0, HALF);

/** Facts of the entities that none of these tasks names. */
export const UNTOUCHED_FACTS: readonly Fact[] = OLD_FACTS.slice(HALF);

const inCapitals = (fact: Fact): Fact => ({ ...fact, value: fact.value.toUpperCase() });

/** With any other value, the same one for every seed. */
function changed(fact: Fact): Fact {
  const rng = new Rng(0, hashString(`changed ${fact.entity} ${fact.attribute}`));
  return { ...fact, value: rng.pick([...LETTERS].filter((letter) => letter !== fact.value)) };
}

type Naming = Pick<Parameters<typeof factsTask>[0], 'id' | 'label' | 'short' | 'group' | 'told'>;

const retold = (naming: Naming, facts: readonly Fact[]): Task =>
  factsTask({ ...naming, facts, worlds: ['facts'], rivals: 'old-facts' });

export const RETOLD_FACTS: readonly Task[] = [
  retold(
    {
      id: 'old-facts-capitals',
      label: 'Old facts in capitals',
      short: 'old-C',
      group: 'new',
      told: ', as before but in capitals',
    },
    TOLD.map(inCapitals),
  ),
  retold(
    {
      id: 'old-facts-changed',
      label: 'Old facts, changed',
      short: 'old-ch',
      group: 'new',
      told: ', each other than before',
    },
    TOLD.map(changed),
  ),
  retold(
    {
      id: 'old-facts-again',
      label: 'Old facts again',
      short: 'again',
      group: 'general',
      told: ', as before',
    },
    TOLD,
  ),
];
