// Naive fine-tuning, replay and what it is compared with, under a strong shift.

import type { Finding } from '../finding.ts';
import { FINAL, FORGETTING, GENERAL, LEARNING, OLD } from '../figures.ts';
import { type Measured, said, versus } from '../measured.ts';
import { armsOf, FRONTIER, STRONG_FRONTIER, STRONG_STREAM } from './arms.ts';

const FIGURES = [LEARNING, FINAL, FORGETTING, GENERAL, OLD];

export const E1: Finding = {
  id: 'e1',
  title: 'Naive sequential training forgets nearly everything',
  says: 'A network that is trained on one set of associations and then on another loses most of the first.',
  sources: [
    {
      text: 'McCloskey and Cohen 1989, Catastrophic Interference in Connectionist Networks',
      url: 'https://doi.org/10.1016/S0079-7421(08)60536-8',
    },
  ],
  setup: `${STRONG_STREAM} Plain fine-tuning at three rates, the base as it is, and joint training on all tasks and the base's data for as many steps.`,
  arms: armsOf('e1'),
  figures: FIGURES,
  told: GENERAL,
  judge(m) {
    const forgetting = m.interval('naive', FORGETTING);
    const general = m.interval('naive', GENERAL);
    return [
      {
        says: 'At the rate that learns best, more than half of each earlier task is lost.',
        holds: forgetting !== null && forgetting.low > 0.5,
        because: `forgetting ${said(forgetting)}`,
        main: true,
      },
      {
        says: 'So is more than half of the general capabilities.',
        holds: general !== null && general.high < 0.5 && m.above('frozen', 'naive', GENERAL),
        because: versus(m, 'naive', 'frozen', GENERAL),
        main: true,
      },
      {
        says: 'There is room for all of it: joint training ends with more of the tasks and of the rest.',
        holds: m.above('joint', 'naive', FINAL) && m.above('joint', 'naive', GENERAL),
        because: `${versus(m, 'joint', 'naive', FINAL)}; ${versus(m, 'joint', 'naive', GENERAL)}`,
      },
    ];
  },
};

const SPRINGS = ['ewc-0.1', 'si', 'lwf-0.3'];

/** Whether an arm ends above each of the others, in tasks and in general capabilities. */
const aboveAll = (m: Measured, arm: string, others: readonly string[]): boolean =>
  others.every((other) => m.above(arm, other, FINAL) && m.above(arm, other, GENERAL));

const beside = (m: Measured, arms: readonly string[]): string =>
  [FINAL, GENERAL]
    .map((f) => `${f.label} ${arms.map((arm) => said(m.interval(arm, f))).join(' against ')}`)
    .join('; ');

export const E2: Finding = {
  id: 'e2',
  title: 'Replay keeps what EWC, SI and LwF do not, under a strong shift',
  says: 'Where tasks have to be told apart by the model itself (class-incremental learning), regularization and distillation on new inputs do little better than no protection at all; replay, of stored or of generated examples, does nearly as well as joint training.',
  sources: [
    {
      text: 'van de Ven, Tuytelaars and Tolias 2022, Three types of incremental learning',
      url: 'https://doi.org/10.1038/s42256-022-00568-3',
    },
    {
      text: 'Buzzega et al. 2020, Dark Experience for General Continual Learning',
      url: 'https://arxiv.org/abs/2004.07211',
    },
  ],
  setup: `${STRONG_STREAM} EWC and SI at the strengths that were best on the development stream (docs/grid.md), LwF at that of the ready-made learner.`,
  arms: [...STRONG_FRONTIER, ...armsOf('e2')],
  figures: FIGURES,
  told: FINAL,
  judge(m) {
    const replay = m.margin('replay-50', FRONTIER);
    const margins = SPRINGS.map((arm) => said(m.margin(arm, FRONTIER)));
    return [
      {
        says: 'Replay ends with more of the tasks and of the general capabilities than EWC, SI and LwF each.',
        holds: aboveAll(m, 'replay-50', SPRINGS),
        because: beside(m, ['replay-50', ...SPRINGS]),
        main: true,
      },
      {
        says: 'So does replay of what the model wrote itself.',
        holds: aboveAll(m, 'pseudo-rehearsal', SPRINGS),
        because: beside(m, ['pseudo-rehearsal', ...SPRINGS]),
      },
      {
        says: 'Replay keeps more than naive fine-tuning does at any rate that learns as much.',
        holds: replay !== null && replay.low > 0,
        because: `${said(replay)} above the frontier; EWC, SI and LwF ${margins.join(', ')}`,
      },
    ];
  },
};

export const E15: Finding = {
  id: 'e15',
  title: 'A small share of replay already helps, more helps more',
  says: 'In continued pre-training a few per cent of old data already prevent much of the forgetting, and a stronger shift needs more of them; instruction-tuned models keep their first skills with 1 % of the old data.',
  sources: [
    {
      text: 'Ibrahim et al. 2024, Simple and Scalable Strategies to Continually Pre-train Large Language Models',
      url: 'https://arxiv.org/abs/2403.08763',
    },
    {
      text: 'Scialom et al. 2022, Fine-tuned Language Models are Continual Learners',
      url: 'https://arxiv.org/abs/2205.12393',
    },
  ],
  setup: `${STRONG_STREAM} 5, 10, 25 and 50 % of every batch are replayed, from 1,000 stored general examples and 100 of each task.`,
  caveat: 'One shift only: that a stronger one needs more is not tested.',
  arms: [...STRONG_FRONTIER, ...armsOf('e15')],
  figures: FIGURES,
  told: GENERAL,
  judge(m) {
    const margin = m.margin('replay-5', FRONTIER);
    return [
      {
        says: 'With a twentieth of every batch replayed, more of the general capabilities is left than with none.',
        holds: m.above('replay-5', 'naive', GENERAL),
        because: versus(m, 'replay-5', 'naive', GENERAL),
        main: true,
      },
      {
        says: 'That is more than a lower rate keeps that learns as much.',
        holds: margin !== null && margin.low > 0,
        because: `${said(margin)} above the frontier`,
      },
      {
        says: 'With half of it replayed, more is left of the tasks and of the rest than with a twentieth.',
        holds: m.above('replay-50', 'replay-5', FINAL) && m.above('replay-50', 'replay-5', GENERAL),
        because: `${versus(m, 'replay-50', 'replay-5', FINAL)}; ${versus(m, 'replay-50', 'replay-5', GENERAL)}`,
      },
    ];
  },
};
