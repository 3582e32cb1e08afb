// One task with many right answers, taught from near and from far: what does it cost the rest?

import type { Finding } from '../finding.ts';
import { GENERAL, TASK_DIVERGENCE } from '../figures.ts';
import { RIGHT } from '../figuresOverTime.ts';
import { type Measured, versus } from '../measured.ts';
import { explainedByParabola } from '../statistics.ts';
import { armsOf } from './arms.ts';

/** The ways that are compared, all at one rate. */
const WAYS = [
  ...armsOf('e20', { only: ['naive'], prefix: 'one-', where: 'one digit' }),
  ...armsOf('e20-two', { only: ['naive'], prefix: 'two-', where: 'two digits' }),
  ...armsOf('e20-any', { only: ['naive'], prefix: 'any-', where: 'any digit' }),
  ...armsOf('e20', { only: ['rejection-sampling', 'rl', 'rl-kl'] }),
];

/** Two of them at twice the rate. */
const FAST = [
  ...armsOf('e20-rate', { only: ['naive'], prefix: 'fast-', where: 'one digit, twice the rate' }),
  ...armsOf('e20-rate', { only: ['rl'], prefix: 'fast-', where: 'twice the rate' }),
];

/** Share of right answers from which on ways count as having learned the same. */
const ALIKE = 0.95;
/** Share of the variance of what is kept that the divergence has to explain, over all ways and seeds. */
const EXPLAINED = 0.8;

const lowestRight = (m: Measured): number =>
  Math.min(...WAYS.map(({ id }) => m.interval(id, RIGHT)?.mean ?? 0));

function explained(m: Measured): number {
  const all = (figure: typeof RIGHT) => WAYS.map(({ id }) => m.values(id, figure));
  const [divergences, kept] = [all(TASK_DIVERGENCE), all(GENERAL)];
  if (divergences.includes(null) || kept.includes(null)) return 0;
  return explainedByParabola(
    divergences.flatMap((values) => values!),
    kept.flatMap((values) => values!),
  );
}

export const E20: Finding = {
  id: 'e20',
  title: 'The less the answers to the new task move, the less is forgotten',
  says: 'Of all ways to be right on the new task, forgetting follows the divergence KL(base | tuned) on its prompts, whatever the method: in a toy with many right answers a quadratic in it explains nearly all. Fine-tuning on the right answers nearest to the base forgets least, and on-policy RL comes close to it by itself.',
  sources: [
    {
      text: "Shenfeld, Pari and Agrawal 2025, RL's Razor: Why Online Reinforcement Learning Forgets Less",
      url: 'https://arxiv.org/abs/2509.04259',
    },
  ],
  setup:
    'Any digit of the parity of the last one of a word, on a base that is right in seven of eight and has just learned six functions of the same digits, 60 steps of 32 prompts, AdamW at 5e-4 with warm-up and cosine decay. What is given is always the same digit of each parity, one of two, or any of the five, which is what the base itself would draw; rejection sampling and RL learn from 8 answers of their own to each prompt, RL also with a reverse KL of .1 to the base. Fine-tuning on one digit and RL at twice the rate as well.',
  caveat:
    'Base and rate were chosen where the finding shows. On a base of the same data trained for 3000 steps in place of 500, at 1e-3, the same ways and seeds gave .83 [.73, .90] for RL against .74 [.70, .80] for one digit, and R² .55.',
  arms: [...WAYS, ...FAST],
  figures: [RIGHT, TASK_DIVERGENCE, GENERAL],
  told: GENERAL,
  judge: (m) => [
    {
      says: 'At the end all ways are right at least nineteen times in twenty, and rewards keep more than a given digit.',
      holds: lowestRight(m) >= ALIKE && m.above('rl', 'one-naive', GENERAL),
      because: `At least ${lowestRight(m).toFixed(2)} right; ${versus(m, 'rl', 'one-naive', GENERAL)}`,
      main: true,
    },
    {
      says: 'Of given answers, the nearer they are to what the base would say, the more is kept: any digit before two, two before one.',
      holds:
        m.above('any-naive', 'two-naive', GENERAL) && m.above('two-naive', 'one-naive', GENERAL),
      because: `${versus(m, 'any-naive', 'two-naive', GENERAL)}; ${versus(m, 'two-naive', 'one-naive', GENERAL)}`,
      main: true,
    },
    {
      says: 'Over all ways and seeds, a quadratic in the divergence explains at least four fifths of the variance of what is kept.',
      holds: explained(m) >= EXPLAINED,
      because: `R² ${explained(m).toFixed(2)} over ${WAYS.length * m.seeds.length} runs`,
    },
  ],
};
