// Ready-made experiments of findings where it matters how an answer comes about: one of many right ones, or of several steps.

import {
  composing,
  type Finding,
  method,
  objectiveOf,
  parityAtTwice,
  parityOfAny,
  parityOfOne,
  parityOfTwo,
  reversedAnagrams,
  rotatedAnagrams,
} from './findingParts.ts';
import { FROZEN_LEARNER } from './learners.ts';
import { DIRECT, MANY_ANSWERS, STEP_BY_STEP } from './streams.ts';

/** Where many answers are right, and where what was learned is to be combined. */
export const ANSWERS: readonly Finding[] = [
  {
    id: 'e3',
    label: 'Rewards beside one given answer',
    summary: 'Any anagram is right: what goes with the rest, at the same share of right answers?',
    experiment: reversedAnagrams(MANY_ANSWERS.learners),
  },
  {
    id: 'e9',
    label: 'Self-distillation beside fine-tuning',
    summary: 'Learning from what it would have said after reading the given answer.',
    experiment: rotatedAnagrams([
      objectiveOf('fine-tuning', 'naive', 'Fine-tuning'),
      objectiveOf('self-distillation', 'sdft', 'SDFT'),
      objectiveOf('self-distillation', 'context-distillation', 'Context distillation', {
        data: 'given',
        direction: 'forward',
        teacher: 'base',
      }),
    ]),
  },
  {
    id: 'e4',
    label: 'Combining what was learned apart',
    summary: 'Replay on new functions, each taught alone, on a base that answers step by step.',
    experiment: composing(STEP_BY_STEP),
    twin: 'e18',
  },
  {
    id: 'e18',
    label: 'Kept, and not combined',
    summary: 'The same on a base that answers at once: everything is kept and nothing combines.',
    experiment: composing(DIRECT),
    twin: 'e4',
  },
];

/** Held to the base on its own samples, as in RL with a KL penalty: reverse, over the whole vocabulary. */
const NEAR_BASE = method('kl-reference', {
  reference: 'base',
  direction: 'reverse',
  data: 'current',
  strength: 0.1,
});

const FINE_TUNING = objectiveOf('fine-tuning', 'naive', 'Fine-tuning');
const REWARDS = objectiveOf('rl', 'rl', 'On-policy RL');

/** Where any digit of a parity is right, and what is shown is one of few or any: the toy of RL's Razor. */
export const PARITIES: readonly Finding[] = [
  {
    id: 'e20',
    label: 'How far the answers move',
    summary: 'Any digit of the right parity will do, and one is shown: by imitation or by rewards?',
    experiment: parityOfOne([
      FINE_TUNING,
      objectiveOf('rejection-sampling', 'rejection-sampling', 'Rejection sampling', {
        interval: 1,
      }),
      REWARDS,
      { ...REWARDS, id: 'rl-kl', name: 'On-policy RL, near the base', methods: [NEAR_BASE] },
    ]),
  },
  {
    id: 'e20-two',
    label: 'The same, two digits shown',
    summary: 'Fine-tuning on one of two right answers, drawn anew each time.',
    experiment: parityOfTwo([FINE_TUNING, FROZEN_LEARNER]),
  },
  {
    id: 'e20-any',
    label: 'The same, any digit shown',
    summary: 'Fine-tuning on any of the right answers, as the base itself would draw them.',
    experiment: parityOfAny([FINE_TUNING, FROZEN_LEARNER]),
  },
  {
    id: 'e20-rate',
    label: 'The same at twice the rate',
    summary: 'One digit shown: what does haste cost, by imitation and by rewards?',
    experiment: parityAtTwice([FINE_TUNING, REWARDS]),
  },
];
