// Fewer weights, and weights in between.

import type { Finding } from '../finding.ts';
import { FINAL, FORGETTING, GENERAL, LEARNING, OLD } from '../figures.ts';
import { said } from '../measured.ts';
import { liesAbove } from '../statistics.ts';
import { armsOf, FRONTIER, WEAK_FRONTIER, WEAK_STREAM } from './arms.ts';

const FIGURES = [LEARNING, FINAL, FORGETTING, GENERAL, OLD];

const LORA_ARMS = armsOf('e7');
const LORAS = LORA_ARMS.map(({ id }) => id);
/** Points this close to a curve lie on it. */
const ON_CURVE = 0.1;

export const E7: Finding = {
  id: 'e7',
  title: 'LoRA learns less and forgets less, along one curve',
  says: 'In standard settings LoRA learns a target domain less well than full fine-tuning and keeps more outside of it; the two lie on much the same curve of learning against forgetting.',
  sources: [
    {
      text: 'Biderman et al. 2024, LoRA Learns Less and Forgets Less',
      url: 'https://arxiv.org/abs/2405.09673',
    },
  ],
  setup: `${WEAK_STREAM} Ranks 1, 4 and 16 at two learning rates, merged after each phase, beside full fine-tuning at three.`,
  arms: [...WEAK_FRONTIER, ...armsOf('e5', { only: ['naive'] }), ...LORA_ARMS],
  figures: FIGURES,
  told: GENERAL,
  judge(m) {
    const learning = m.meanInterval(LORAS, LEARNING);
    const general = m.meanInterval(LORAS, GENERAL);
    const full = { learning: m.interval('naive', LEARNING), general: m.interval('naive', GENERAL) };
    const margins = LORAS.map((arm) => m.margin(arm, FRONTIER));
    return [
      {
        says: `Every point lies within ${ON_CURVE} of the curve of full fine-tuning over its rates.`,
        holds: margins.every((x) => x !== null && x.low < ON_CURVE && x.high > -ON_CURVE),
        because: `above it by ${LORA_ARMS.map(({ name }, i) => `${said(margins[i]!)} (${name})`).join(', ')}`,
        main: true,
      },
      {
        says: 'On average, LoRA learns less than full fine-tuning at its usual rate.',
        holds: learning !== null && full.learning !== null && liesAbove(full.learning, learning),
        because: `learning ${said(learning)} against ${said(full.learning)}`,
      },
      {
        says: 'It forgets less.',
        holds: general !== null && full.general !== null && liesAbove(general, full.general),
        because: `general ${said(general)} against ${said(full.general)}`,
      },
    ];
  },
};

const STRONG = 'functions.';
const strong = { prefix: STRONG, where: 'new functions' };

export const E14: Finding = {
  id: 'e14',
  title: 'Interpolating weights improves the trade-off when the shift is mild',
  says: 'Weights on the straight line between a model before and after fine-tuning can be better than either: they keep robustness at little or no cost on the target.',
  sources: [
    {
      text: 'Wortsman et al. 2022, Robust fine-tuning of zero-shot models',
      url: 'https://arxiv.org/abs/2109.01903',
    },
  ],
  setup: `${WEAK_STREAM} After each phase a quarter, a half or three quarters of the way back to the weights that it began with, where the next one starts. The same, a quarter and a half, on new functions of words: a strong shift.`,
  arms: [
    ...WEAK_FRONTIER,
    ...armsOf('e14'),
    ...armsOf('e1', { ...strong, only: [...FRONTIER] }),
    ...armsOf('e14-strong', { ...strong, only: ['wise-25', 'wise-50'] }),
  ],
  figures: FIGURES,
  told: GENERAL,
  judge(m) {
    const weak = ['wise-25', 'wise-50', 'wise-75'].map((arm) => m.margin(arm, FRONTIER));
    const line = FRONTIER.map((id) => STRONG + id);
    const far = ['wise-25', 'wise-50'].map((arm) => m.margin(STRONG + arm, line));
    return [
      {
        says: 'On new facts at least one share keeps more than naive fine-tuning at a rate that learns as much.',
        holds: weak.some((margin) => margin !== null && margin.low > 0),
        because: `${weak.map(said).join(', ')} above the frontier`,
        main: true,
      },
      {
        says: 'On new functions none does.',
        holds: far.every((margin) => margin !== null && margin.low <= 0),
        because: `${far.map(said).join(', ')} above the frontier`,
      },
    ];
  },
};
