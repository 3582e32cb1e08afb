// Ready-made experiments of findings of the literature, one or two for each: `npm run findings` runs their very learners over
// several seeds (docs/findings.md), so that page and figures cannot differ. The ids are those of the findings.

import type { ExperimentPreset } from '../../core/catalog.ts';
import type { LearnerConfig } from '../../core/experiment.ts';
import {
  composing,
  ewcOf,
  loraOf,
  lwfOf,
  method,
  naiveAt,
  objectiveOf,
  parityAtTwice,
  parityOfAny,
  parityOfOne,
  parityOfTwo,
  replayOf,
  reversedAnagrams,
  rotatedAnagrams,
  sparseOf,
  strongShift,
  strongShiftDense,
  weakShift,
  wiseOf,
  withMethod,
} from './findingParts.ts';
import { FROZEN_LEARNER, JOINT_LEARNER } from './learners.ts';
import { DIRECT, MANY_ANSWERS, STEP_BY_STEP } from './streams.ts';

type Finding = Omit<ExperimentPreset, 'group' | 'trace'>;

const NAIVE = naiveAt(1e-3);

/** Naive fine-tuning at the rates that span its trade-off between learning and keeping, from no learning at all on. */
const RATES: readonly LearnerConfig[] = [FROZEN_LEARNER, naiveAt(1e-4), naiveAt(3e-4), NAIVE];

const writing = (starts: 'control' | 'free') =>
  withMethod('pseudo-rehearsal', 'Pseudo-rehearsal', method('pseudo-rehearsal', { starts }));

/** On new functions of words: a strong shift. */
const STRONG: readonly Finding[] = [
  {
    id: 'e1',
    label: 'Naive fine-tuning forgets',
    summary: 'At every rate that learns, beside joint training, which can do all of it.',
    experiment: strongShift([...RATES, JOINT_LEARNER]),
  },
  {
    id: 'e2',
    label: 'Replay beside springs and distillation',
    summary:
      'Under a strong shift, examples of the past keep it, and springs on the weights do not.',
    experiment: strongShift([
      NAIVE,
      replayOf(0.5),
      writing('control'),
      ewcOf(0.1),
      withMethod('si', 'Synaptic Intelligence', method('si', { strength: 0.3 })),
      lwfOf(0.3),
    ]),
  },
  {
    id: 'e6',
    label: 'A-GEM and the optimizer',
    summary: 'A gradient that may not harm a memory does little once Adam takes the step.',
    experiment: strongShift([
      NAIVE,
      withMethod('a-gem', 'A-GEM', method('a-gem')),
      withMethod('a-gem-update', 'A-GEM on the update', method('a-gem', { projected: 'update' })),
      replayOf(0.5),
    ]),
  },
  {
    id: 'e12',
    label: 'The stability gap',
    summary: 'Replay, looked at every three steps: does it dip after a boundary and recover?',
    experiment: strongShiftDense([
      { ...replayOf(0.5), id: 'kept', name: 'Replay, moments kept' },
      {
        ...replayOf(0.5),
        id: 'reset',
        name: 'Replay, moments reset',
        optimizer: { id: 'adamw', params: { boundary: 'reset' } },
      },
    ]),
  },
  {
    id: 'e13',
    label: 'Which earlier self, on which prompts',
    summary: 'Held to an earlier self on the new prompts, on old ones, or to the base.',
    experiment: strongShift([
      NAIVE,
      lwfOf(0.3),
      lwfOf(1),
      withMethod(
        'kl-old',
        'Previous self, old prompts',
        method('kl-reference', { data: 'buffer' }),
      ),
      withMethod(
        'kl-base',
        'Base, general prompts',
        method('kl-reference', { reference: 'base', batch: 4 }),
      ),
    ]),
  },
  {
    id: 'e14-strong',
    label: 'Between old and new weights, strong shift',
    summary: 'The straight line between before and after, where the new task is far away.',
    experiment: strongShift([NAIVE, ...[0.25, 0.5].map(wiseOf)]),
  },
  {
    id: 'e19',
    label: 'A method of each family, on outputs',
    summary:
      'Replay, springs, divergence and projection, each where it is best: what does each keep?',
    experiment: strongShift([
      NAIVE,
      replayOf(0.5),
      ewcOf(0.1),
      withMethod(
        'kl-base',
        'Base, general prompts',
        method('kl-reference', { reference: 'base', batch: 4 }),
      ),
      withMethod('a-gem', 'A-GEM', method('a-gem')),
    ]),
  },
  {
    id: 'e19-weights',
    label: 'A method of each family, on weights',
    summary: 'Averages, low-rank changes and a small part of the weights, on the same stream.',
    experiment: strongShift([
      NAIVE,
      wiseOf(0.1),
      loraOf(16, 5e-3),
      loraOf(4, 5e-3),
      sparseOf(0.03, 5e-3),
    ]),
  },
  {
    id: 'e15',
    label: 'How much replay',
    summary: 'From a twentieth to half of every batch.',
    experiment: strongShift([NAIVE, ...[0.05, 0.1, 0.25, 0.5].map(replayOf)]),
  },
];

/** On new facts of the form of those that the base knows: a weak shift. */
const WEAK: readonly Finding[] = [
  {
    id: 'e5',
    label: 'Rehearsing what it wrote itself',
    summary: 'Nothing is stored: does it keep as much as real examples do, or as a lower rate?',
    // Facts begin with no name that an example could be begun with.
    experiment: weakShift([...RATES, writing('free'), replayOf(0.5)]),
  },
  {
    id: 'e7',
    label: 'LoRA learns less and forgets less',
    summary: 'Ranks 1, 4 and 16 at two learning rates: points on one curve?',
    experiment: weakShift([1e-3, 5e-3].flatMap((rate) => [1, 4, 16].map((r) => loraOf(r, rate)))),
  },
  {
    id: 'e8',
    label: 'The window of EWC',
    summary: 'Strengths a decade apart: below its window it forgets, above it learns nothing.',
    experiment: weakShift([NAIVE, ...[0.001, 0.01, 0.1, 1, 10].map(ewcOf)]),
  },
  {
    id: 'e14',
    label: 'Between old and new weights, weak shift',
    summary: 'After each phase back towards its start: by a quarter, a half, three quarters.',
    experiment: weakShift([NAIVE, ...[0.25, 0.5, 0.75].map(wiseOf)]),
  },
];

/** Where many answers are right, and where what was learned is to be combined. */
const OTHERS: readonly Finding[] = [
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
const PARITIES: readonly Finding[] = [
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

/** The references in neutral ink, the others with an ink each. */
function marked(learners: readonly LearnerConfig[]): LearnerConfig[] {
  const neutral = { naive: 0, joint: 6 } as const;
  const inked = learners.filter(({ id }) => !(id in neutral));
  return learners.map((learner) => ({
    ...learner,
    mark: neutral[learner.id as keyof typeof neutral] ?? (inked.indexOf(learner) % 5) + 1,
  }));
}

export const FINDING_PRESETS: readonly ExperimentPreset[] = [
  ...STRONG,
  ...WEAK,
  ...OTHERS,
  ...PARITIES,
].map(({ experiment, ...finding }) => ({
  ...finding,
  group: 'finding',
  trace: `${finding.id}.json`,
  experiment: {
    ...experiment,
    name: finding.label,
    learners: marked(experiment.learners),
  },
}));
