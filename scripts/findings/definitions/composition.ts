// Whether functions that were learned apart can be used together.

import type { FigureSpec, Finding } from '../finding.ts';
import {
  FINAL,
  FORGETTING,
  GENERAL,
  LEARNING,
  NEW_ON_NEW,
  NEW_ON_OLD,
  OLD_ON_NEW,
} from '../figures.ts';
import { type Measured, said, versus } from '../measured.ts';
import { armsOf } from './arms.ts';

const PAIRS = [NEW_ON_NEW, NEW_ON_OLD, OLD_ON_NEW];
const FIGURES = [LEARNING, FINAL, FORGETTING, GENERAL, ...PAIRS];
const steps = armsOf('e4', { prefix: 'steps.', where: 'step by step' });
const direct = armsOf('e18', { prefix: 'direct.', where: 'direct' });

const { phases, batchSize } = steps[0]!.experiment;
const STREAM = `Three new bijections of ten digits, each taught alone for ${phases[0]!.steps} steps of ${batchSize} examples, on bases that know eight and pairs of them; replay of half of every batch. The answer to a pair is written step by step, or at once.`;

const PAPER = {
  text: 'Ramesh et al. 2023, Compositional Capabilities of Autoregressive Transformers',
  url: 'https://arxiv.org/abs/2311.12997',
};

const each = (m: Measured, arm: string, figures: readonly FigureSpec[]): string =>
  figures.map((f) => `${f.label} ${said(m.interval(arm, f))}`).join(', ');

/** Whether every one of the figures lies between the bounds. */
const within = (
  m: Measured,
  arm: string,
  figures: readonly FigureSpec[],
  low: number,
  high: number,
) =>
  figures.every((figure) => {
    const interval = m.interval(arm, figure);
    return interval !== null && interval.low > low && interval.high < high;
  });

/** Nothing is excluded on that side. */
const ANY = Infinity;

export const E4: Finding = {
  id: 'e4',
  title: 'Step by step, what was learned apart combines; answered at once it does not',
  says: 'From few examples, transformers generalise to exponentially or combinatorially many compositions of functions; writing intermediate results is far more effective for those that they have not seen than answering directly.',
  sources: [PAPER],
  setup: STREAM,
  arms: [...steps, ...direct],
  figures: FIGURES,
  told: NEW_ON_NEW,
  judge: (m) => [
    {
      says: 'Pairs of every kind are answered better step by step.',
      holds: PAIRS.every((figure) => m.above('steps.replay', 'direct.replay', figure)),
      because: PAIRS.map((f) => versus(m, 'steps.replay', 'direct.replay', f)).join('; '),
      main: true,
    },
    {
      says: 'Step by step, four fifths of each kind are right.',
      holds: within(m, 'steps.replay', PAIRS, 0.8, ANY),
      because: each(m, 'steps.replay', PAIRS),
    },
    {
      says: 'Answered at once, less than a fifth of each kind is.',
      holds: within(m, 'direct.replay', PAIRS, -ANY, 0.2),
      because: each(m, 'direct.replay', PAIRS),
    },
    {
      says: 'Both keep four fifths of the functions themselves.',
      holds: ['steps.replay', 'direct.replay'].every((arm) =>
        within(m, arm, [FINAL, GENERAL], 0.8, ANY),
      ),
      because: ['steps.replay', 'direct.replay']
        .map((arm) => each(m, arm, [FINAL, GENERAL]))
        .join(' and '),
    },
  ],
};

export const E18: Finding = {
  id: 'e18',
  title: 'A system can keep everything and combine nothing',
  says: 'Retention, which most benchmarks measure, does not imply that what was learned at different times can be used together. The claim is this project’s own; that direct answers do not combine is in the paper.',
  sources: [PAPER],
  setup: `${STREAM} Here answered at once.`,
  arms: direct,
  figures: FIGURES,
  told: NEW_ON_NEW,
  judge(m) {
    const forgetting = m.interval('direct.replay', FORGETTING);
    return [
      {
        says: 'Less than a tenth of a task is forgotten, and nine tenths of the base is kept.',
        holds:
          forgetting !== null &&
          forgetting.high < 0.1 &&
          within(m, 'direct.replay', [GENERAL], 0.9, ANY),
        because: each(m, 'direct.replay', [FORGETTING, GENERAL]),
        main: true,
      },
      {
        says: 'Less than a tenth of the pairs of any kind is answered right.',
        holds: within(m, 'direct.replay', PAIRS, -ANY, 0.1),
        because: each(m, 'direct.replay', PAIRS),
        main: true,
      },
    ];
  },
};
