// Rehearsing what the model wrote itself, and what replay does just after a boundary.

import type { Claim } from '../../../src/core/gallery.ts';
import type { Finding } from '../finding.ts';
import { FINAL, FORGETTING, GENERAL, LEARNING, OLD } from '../figures.ts';
import { DIP, RECOVERY } from '../figuresOverTime.ts';
import { type Measured, said, versus } from '../measured.ts';
import { armsOf, FRONTIER, WEAK_STREAM } from './arms.ts';

/** Two accuracies this close count as nearly the same. */
const NEARLY = 0.1;

function nearlyReplay(m: Measured, where: string, own: string, replay: string): Claim {
  const difference = m.difference(replay, own, GENERAL);
  return {
    says: `${where}, real examples keep at most ${NEARLY} more of the general capabilities than own ones.`,
    holds: difference !== null && difference.high < NEARLY,
    because: `${said(difference)} more`,
  };
}

export const E5: Finding = {
  id: 'e5',
  title: 'Rehearsing what it wrote itself nearly removes forgetting',
  says: 'Replaying samples from the language model itself nearly removes forgetting unless its capacity is used up. A low learning rate forgets less as well, but needs many more steps; self-generated replay breaks that trade-off.',
  sources: [
    {
      text: 'Marek et al. 2026, Forgetting in Language Models: Capacity, Optimization, and Self-Generated Replay',
      url: 'https://arxiv.org/abs/2605.26097',
    },
    {
      text: 'Robins 1995, Catastrophic Forgetting, Rehearsal and Pseudorehearsal',
      url: 'https://doi.org/10.1080/09540099550039318',
    },
  ],
  setup: `${WEAK_STREAM} Half of every batch is replayed: 1,000 examples that the model wrote before the phase, with its own distributions as targets, or real ones. Beside it the same on new functions of words.`,
  caveat:
    'Streams are trained on answers alone. The base can write the prompts of its own data, but never learns to write those of new facts; new functions at least have names to begin with.',
  arms: [
    ...armsOf('e5'),
    ...armsOf('e2', {
      only: ['naive', 'pseudo-rehearsal', 'replay-50'],
      prefix: 'functions.',
      where: 'new functions',
    }),
  ],
  figures: [LEARNING, FINAL, FORGETTING, GENERAL, OLD],
  told: GENERAL,
  judge(m) {
    const margin = m.margin('pseudo-rehearsal', FRONTIER);
    const [own, naive] = ['functions.pseudo-rehearsal', 'functions.naive'];
    return [
      {
        says: 'On new facts, own examples keep more of the general capabilities than none.',
        holds: m.above('pseudo-rehearsal', 'naive', GENERAL),
        because: versus(m, 'pseudo-rehearsal', 'naive', GENERAL),
        main: true,
      },
      {
        says: 'That is more than a lower rate keeps that learns as much.',
        holds: margin !== null && margin.low > 0,
        because: `${said(margin)} above the frontier`,
      },
      {
        says: 'On new functions, they keep more of the tasks and of the general capabilities.',
        holds: m.above(own, naive, FINAL) && m.above(own, naive, GENERAL),
        because: `${versus(m, own, naive, FINAL)}; ${versus(m, own, naive, GENERAL)}`,
      },
      nearlyReplay(m, 'On new facts', 'pseudo-rehearsal', 'replay-50'),
      nearlyReplay(m, 'On new functions', own, 'functions.replay-50'),
      {
        says: 'A third of the rate keeps more and learns less.',
        holds: m.above('naive-3e-4', 'naive', GENERAL) && m.above('naive', 'naive-3e-4', LEARNING),
        because: `${versus(m, 'naive-3e-4', 'naive', GENERAL)}; ${versus(m, 'naive-3e-4', 'naive', LEARNING)}`,
      },
    ];
  },
};

/** A dip, or a rise after it, that counts. */
const VISIBLE = 0.05;

const dips = (m: Measured, arm: string, how: string): Claim => {
  const [dip, recovery] = [m.interval(arm, DIP), m.interval(arm, RECOVERY)];
  return {
    says: `With the moments of Adam ${how} at a boundary, earlier tasks drop by more than ${VISIBLE} and rise again by more than that.`,
    holds: dip !== null && recovery !== null && dip.low > VISIBLE && recovery.low > VISIBLE,
    because: `dip ${said(dip)}, recovery ${said(recovery)}`,
  };
};

export const E12: Finding = {
  id: 'e12',
  title: 'The stability gap: replay dips after a boundary and recovers',
  says: 'Experience replay and other methods of the state of the art suffer from substantial forgetting upon starting to learn a new task, which is temporary: evaluation at the ends of tasks alone does not see it.',
  sources: [
    {
      text: 'De Lange, van de Ven and Tuytelaars 2023, Continual evaluation for lifelong learning: identifying the stability gap',
      url: 'https://arxiv.org/abs/2205.13452',
    },
  ],
  setup:
    'Three new functions of words (reverse, drop first, double) on the tiny base, 60 steps of 16 examples each, half of every batch replayed; everything is evaluated every three steps, on the same 32 held-out items of each capability. With Adam’s moments kept at boundaries, and with a reset, which may cause a dip by itself.',
  arms: armsOf('e12'),
  figures: [LEARNING, FINAL, DIP, RECOVERY, GENERAL],
  told: DIP,
  judge: (m) => [{ ...dips(m, 'kept', 'kept'), main: true }, dips(m, 'reset', 'reset')],
};
