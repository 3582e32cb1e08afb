// One task with many right answers: by rewards, by own answers, by given ones.

import type { Finding } from '../finding.ts';
import { GENERAL, OLD } from '../figures.ts';
import { KEPT_AT_GOAL, RIGHT, STEPS_TO_GOAL } from '../figuresOverTime.ts';
import { versus } from '../measured.ts';
import { armsOf } from './arms.ts';

const FIGURES = [STEPS_TO_GOAL, KEPT_AT_GOAL, RIGHT, GENERAL, OLD];

export const E3: Finding = {
  id: 'e3',
  title: 'RL forgets less than imitation at the same success',
  says: 'At matched accuracy on the new task, on-policy RL forgets less than supervised fine-tuning: of all solutions it tends to those closest to the base, and the divergence from the base on the new task predicts what is forgotten. Approximately on-policy data already give most of the benefit.',
  sources: [
    {
      text: "Shenfeld, Pari and Agrawal 2025, RL's Razor: Why Online Reinforcement Learning Forgets Less",
      url: 'https://arxiv.org/abs/2509.04259',
    },
    {
      text: 'Chen et al. 2025, Retaining by Doing: The Role of On-Policy Data in Mitigating Forgetting',
      url: 'https://arxiv.org/abs/2510.18874',
    },
  ],
  setup:
    'Any anagram of a word, on the tiny base, at a constant rate of 3e-4: fine-tuning on one given answer, the word reversed; rejection sampling, fine-tuning on own right answers; and GRPO with 8 answers to each of 8 prompts. Compared where half of the sampled answers are right, between two evaluations five steps apart.',
  caveat:
    'That the divergence predicts forgetting is not tested here: that is E20, and docs/reinforcement.md has the divergences of these runs.',
  arms: armsOf('e3'),
  figures: FIGURES,
  told: KEPT_AT_GOAL,
  judge: (m) => [
    {
      says: 'Where half of the answers are right, more is kept by rewards than by a given answer.',
      holds: m.above('rl', 'naive', KEPT_AT_GOAL),
      because: versus(m, 'rl', 'naive', KEPT_AT_GOAL),
      main: true,
    },
    {
      says: 'Own right answers keep more than a given one, too.',
      holds: m.above('rejection-sampling', 'naive', KEPT_AT_GOAL),
      because: versus(m, 'rejection-sampling', 'naive', KEPT_AT_GOAL),
    },
  ],
};

export const E9: Finding = {
  id: 'e9',
  title: 'Self-distillation learns more and forgets less than fine-tuning',
  says: 'A model that learns on-policy from itself with a demonstration in its context reaches higher accuracy on the new task than fine-tuning on the demonstrations and forgets less. The gap grows with the size of the model; small ones, which learn little from their context, do worse than fine-tuning.',
  sources: [
    {
      text: 'Shenfeld et al. 2026, Self-Distillation Enables Continual Learning',
      url: 'https://arxiv.org/abs/2601.19897',
    },
  ],
  setup:
    'Any anagram of a word, on the tiny base, 80 steps of 16 examples at a constant rate of 3e-4; the answer that is shown is the word rotated. Fine-tuning on it, SDFT with a running average as teacher, and context distillation, its offline form.',
  caveat: 'The base has 94 thousand parameters: by the paper’s own account too small for it.',
  arms: armsOf('e9'),
  figures: FIGURES,
  told: GENERAL,
  judge: (m) => [
    {
      says: 'At the end, more answers are right with SDFT than with fine-tuning.',
      holds: m.above('sdft', 'naive', RIGHT),
      because: versus(m, 'sdft', 'naive', RIGHT),
    },
    {
      says: 'Where half of the answers are right, SDFT has kept more.',
      holds: m.above('sdft', 'naive', KEPT_AT_GOAL),
      because: versus(m, 'sdft', 'naive', KEPT_AT_GOAL),
    },
  ],
};
