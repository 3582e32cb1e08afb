// This project's own question: whether each family of protection does more than a lower learning rate does.

import type { Claim } from '../../../src/core/gallery.ts';
import type { Arm, Finding } from '../finding.ts';
import { FINAL, FORGETTING, GENERAL, LEARNING, OLD } from '../figures.ts';
import { type Measured, said } from '../measured.ts';
import { armsOf, FRONTIER, STRONG_FRONTIER, STRONG_STREAM } from './arms.ts';

/** The arms of each family. */
const FAMILIES = [
  { name: 'Replay', arms: ['replay-50'] },
  { name: 'Regularization', arms: ['ewc-0.1'] },
  { name: 'A KL penalty', arms: ['kl-base'] },
  { name: 'A gradient projection', arms: ['a-gem'] },
  { name: 'Weight averaging', arms: ['wise-10'] },
  { name: 'A part of the parameters', arms: ['lora-16-5e-3', 'lora-4-5e-3', 'sparse-3'] },
] as const;

/** Share of naive's learning accuracy that a method has to reach, or it would keep by not learning. */
const LEARNS = 0.9;

const ARMS: readonly Arm[] = [
  ...STRONG_FRONTIER,
  ...armsOf('e19'),
  ...armsOf('e19-weights', { only: ['wise-10', 'lora-16-5e-3', 'lora-4-5e-3', 'sparse-3'] }),
];

const nameOf = (arm: string): string => ARMS.find(({ id }) => id === arm)!.name;

/** Whether an arm lies above the frontier, and learns nearly what naive does. */
function aboveFrontier(m: Measured, arm: string): boolean {
  const [margin, own, naive] = [
    m.margin(arm, FRONTIER),
    m.interval(arm, LEARNING),
    m.interval('naive', LEARNING),
  ];
  if (!margin || !own || !naive) return false;
  return margin.low > 0 && own.mean >= LEARNS * naive.mean;
}

const claimOf = (m: Measured, { name, arms }: (typeof FAMILIES)[number]): Claim => ({
  says: `${name} keeps more than naive fine-tuning does at any rate that learns as much, and learns nine tenths of what naive learns.`,
  holds: arms.some((arm) => aboveFrontier(m, arm)),
  because: arms
    .map(
      (arm) =>
        `${nameOf(arm)} ${said(m.margin(arm, FRONTIER))} above the frontier, learning ${said(m.interval(arm, LEARNING))}`,
    )
    .join('; '),
});

export const E19: Finding = {
  id: 'e19',
  title: 'Each family of protection does more than a lower learning rate',
  says: 'Forgetting less is worth something only beside what plain fine-tuning keeps at a rate at which it learns as much. The question, asked of a method of each family at its best setting found, is this project’s own.',
  sources: [],
  setup: `${STRONG_STREAM} Of each family the method, and the strength, that did best on the development stream (docs/grid.md) or in the other findings here.`,
  caveat:
    'A family that fails here may do well under a milder shift: E7 and E14 have low-rank changes and averages on new facts. Memory scaffolds change no weights, and rewards need a task that is sometimes right before it is learned: neither is asked.',
  arms: ARMS,
  figures: [LEARNING, FINAL, FORGETTING, GENERAL, OLD],
  told: GENERAL,
  judge: (m) => FAMILIES.map((family) => claimOf(m, family)),
};
