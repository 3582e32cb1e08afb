// Ready-made experiments of findings of the literature, one or two for each: `npm run findings` runs their very learners over
// several seeds (docs/findings.md), so that page and figures cannot differ. The ids are those of the findings.

import type { ExperimentPreset } from '../../core/catalog.ts';
import type { LearnerConfig } from '../../core/experiment.ts';
import { ANSWERS, PARITIES } from './findingsOfAnswers.ts';
import {
  ewcOf,
  type Finding,
  loraOf,
  lwfOf,
  method,
  naiveAt,
  replayOf,
  sparseOf,
  strongShift,
  strongShiftDense,
  toldAgain,
  weakShift,
  wiseOf,
  withMethod,
} from './findingParts.ts';
import { FROZEN_LEARNER, JOINT_LEARNER } from './learners.ts';

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

/** New facts or old ones told otherwise, then some of the old as they were. */
const RETOLD: readonly Finding[] = [
  {
    id: 'e11',
    label: 'Forgotten, or out of reach',
    summary: 'New facts, then half of the old ones again: how much of the other half comes back?',
    experiment: toldAgain('facts-1')([NAIVE, replayOf(0.5)]),
  },
  {
    id: 'e11-capitals',
    label: 'The same, old facts in capitals',
    summary: 'Half of the old facts in capitals, then as before: what happens to the other half?',
    experiment: toldAgain('old-facts-capitals')([NAIVE, replayOf(0.5)]),
  },
  {
    id: 'e11-changed',
    label: 'The same, old facts changed',
    summary: 'Half of the old facts with other values: what does that do to the other half?',
    experiment: toldAgain('old-facts-changed')([NAIVE, replayOf(0.5)]),
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
  ...RETOLD,
  ...ANSWERS,
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
