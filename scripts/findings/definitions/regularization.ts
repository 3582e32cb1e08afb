// Springs, distillation and projections: what protections without replay come to.

import type { Finding } from '../finding.ts';
import { BOTH, FINAL, FORGETTING, GENERAL, LEARNING, OLD } from '../figures.ts';
import { said, versus } from '../measured.ts';
import {
  armsOf,
  FRONTIER,
  STRONG_FRONTIER,
  STRONG_STREAM,
  WEAK_FRONTIER,
  WEAK_STREAM,
} from './arms.ts';

const FIGURES = [LEARNING, FINAL, FORGETTING, GENERAL, OLD];

export const E6: Finding = {
  id: 'e6',
  title: 'A-GEM with Adam is close to naive',
  says: 'A-GEM takes out of the gradient what would raise the loss on a memory, to first order. In class-incremental settings it nevertheless ends close to plain fine-tuning, far below replay from the same memory.',
  sources: [
    {
      text: 'Chaudhry et al. 2019, Efficient Lifelong Learning with A-GEM',
      url: 'https://arxiv.org/abs/1812.00420',
    },
    {
      text: 'Buzzega et al. 2020, Dark Experience for General Continual Learning',
      url: 'https://arxiv.org/abs/2004.07211',
    },
  ],
  setup: `${STRONG_STREAM} A-GEM with a memory as large as replay's, on the gradient as published and on the update that Adam makes of it. That a plain gradient step leaves the memory's loss as it is but for terms of second order is a unit test: 'where it projects, the loss on the memory changes at second order only' in src/learning/methods/agem.test.ts.`,
  arms: armsOf('e6'),
  figures: FIGURES,
  told: FINAL,
  judge(m) {
    const gains = ['a-gem', 'replay-50'].map((arm) => m.difference(arm, 'naive', FINAL));
    const [agem, replay] = gains as [(typeof gains)[0], (typeof gains)[0]];
    return [
      {
        says: 'A-GEM gains less than a third of what replay does, over naive, on the tasks.',
        holds: agem !== null && replay !== null && agem.high < replay.low / 3,
        because: `${said(agem)} and ${said(replay)} above naive`,
        main: true,
      },
      {
        says: 'Replay from a memory of the same size ends with more of the tasks and of the rest.',
        holds: m.above('replay-50', 'a-gem', FINAL) && m.above('replay-50', 'a-gem', GENERAL),
        because: `${versus(m, 'replay-50', 'a-gem', FINAL)}; ${versus(m, 'replay-50', 'a-gem', GENERAL)}`,
      },
    ];
  },
};

/** Ascending, a decade apart. */
const STRENGTHS = ['ewc-0.001', 'ewc-0.01', 'ewc-0.1', 'ewc-1', 'ewc-10'];
const strengthOf = (arm: string): string => arm.replace('ewc-', '');
/** At this share of the best a strength still counts as good, and so many of five a decade apart are a narrow window. */
const [GOOD, NARROW] = [0.8, 2];

export const E8: Finding = {
  id: 'e8',
  title: "Online EWC's strength has a narrow window",
  says: 'One running Fisher and one anchor protect about as well as one of each task. How much hangs on the strength is seldom said; papers choose it anew for each stream.',
  sources: [
    {
      text: 'Schwarz et al. 2018, Progress & Compress: A Scalable Framework for Continual Learning',
      url: 'https://arxiv.org/abs/1805.06370',
    },
  ],
  setup: `${WEAK_STREAM} Five strengths a decade apart, in units in which the mean force of the base's springs is 1; the Fisher from 64 examples with 8 draws of the labels each.`,
  caveat: 'That one anchor does as well as one for each phase is not tested here.',
  arms: [...WEAK_FRONTIER, ...armsOf('e8')],
  figures: [LEARNING, GENERAL, BOTH, FINAL, OLD],
  told: BOTH,
  judge(m) {
    const mean = (arm: string) => m.interval(arm, BOTH)?.mean ?? -Infinity;
    const best = STRENGTHS.reduce((a, b) => (mean(b) > mean(a) ? b : a));
    const [weakest, strongest] = [STRENGTHS[0]!, STRENGTHS.at(-1)!];
    const good = STRENGTHS.filter((arm) => mean(arm) >= GOOD * mean(best));
    const margin = m.margin(best, FRONTIER);
    return [
      {
        says: 'A strength in the middle both learns and keeps better than the weakest and the strongest.',
        holds: m.above(best, weakest, BOTH) && m.above(best, strongest, BOTH),
        because: `the best is ${strengthOf(best)}; ${versus(m, best, weakest, BOTH)} and ${said(m.interval(strongest, BOTH))}`,
        main: true,
      },
      {
        says: 'The weakest forgets more than that one.',
        holds: m.above(best, weakest, GENERAL),
        because: versus(m, best, weakest, GENERAL),
      },
      {
        says: 'The strongest learns less than that one.',
        holds: m.above(best, strongest, LEARNING),
        because: versus(m, best, strongest, LEARNING),
      },
      {
        says: `At most ${NARROW} of the five come to ${GOOD} of the best.`,
        holds: good.length <= NARROW,
        because: good.map(strengthOf).join(', '),
      },
      {
        says: 'The best keeps more than naive fine-tuning does at any rate that learns as much.',
        holds: margin !== null && margin.low > 0,
        because: `${said(margin)} above the frontier`,
      },
    ];
  },
};

const LWF = ['lwf-0.3', 'lwf-1'];
/** A margin over naive's frontier below this is none to speak of. */
const SMALL = 0.1;

export const E13: Finding = {
  id: 'e13',
  title:
    'LwF protects nothing under a strong shift; old prompts do, and the base erases what came between',
  says: "Held to its earlier self on the new task's inputs alone, a network keeps earlier tasks only as long as these inputs say something of them; in class-incremental learning that is little. Held to it on old inputs it keeps them. A reference that does not know what was learned since pulls it away again.",
  sources: [
    {
      text: 'Li and Hoiem 2016, Learning without Forgetting',
      url: 'https://arxiv.org/abs/1606.09282',
    },
    {
      text: 'van de Ven, Tuytelaars and Tolias 2022, Three types of incremental learning',
      url: 'https://doi.org/10.1038/s42256-022-00568-3',
    },
  ],
  setup: `${STRONG_STREAM} Forward KL from the previous self on the present batch (LwF, temperature 2), from the previous self on stored prompts of the base's data and of earlier tasks, and from the base on stored prompts of its own data.`,
  arms: [...STRONG_FRONTIER, ...armsOf('e13')],
  figures: FIGURES,
  told: GENERAL,
  judge(m) {
    const margins = LWF.map((arm) => m.margin(arm, FRONTIER));
    const base = m.margin('kl-base', FRONTIER);
    return [
      {
        says: 'On old prompts, more of the tasks and of the general capabilities is kept than on new ones, at both strengths of LwF.',
        holds: LWF.every((arm) => m.above('kl-old', arm, FINAL) && m.above('kl-old', arm, GENERAL)),
        because: LWF.map(
          (arm) => `${versus(m, 'kl-old', arm, FINAL)}; ${versus(m, 'kl-old', arm, GENERAL)}`,
        ).join('; '),
        main: true,
      },
      {
        says: `LwF keeps at most ${SMALL} more than naive fine-tuning at a rate that learns as much.`,
        holds: margins.every((margin) => margin !== null && margin.high < SMALL),
        because: `${margins.map(said).join(' and ')} above the frontier`,
      },
      {
        says: 'The base as reference keeps the general capabilities, more than a lower rate does.',
        holds: base !== null && base.low > 0,
        because: `${said(base)} above the frontier`,
      },
      {
        says: 'It loses the tasks in between, which the previous self keeps.',
        holds: m.above('kl-old', 'kl-base', FINAL),
        because: versus(m, 'kl-old', 'kl-base', FINAL),
      },
    ];
  },
};
