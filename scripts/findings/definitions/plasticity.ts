// Loss of plasticity, on a stream that is longer than the page's schema allows and therefore has no ready-made experiment.

import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../../../src/core/defaultExperiment.ts';
import type { Experiment, LearnerConfig } from '../../../src/core/experiment.ts';
import type { ParamValues } from '../../../src/core/params.ts';
import { SMALL_RELU } from '../../../src/learning/presets/kinds.ts';
import { runConflicting } from '../conflictingRun.ts';
import type { Finding } from '../finding.ts';
import {
  DEAD_UNITS,
  ONLINE_FIRST,
  ONLINE_LAST,
  RANK_FIRST,
  RANK_LAST,
} from '../figuresOverTime.ts';
import { said, versus } from '../measured.ts';
import { liesAbove } from '../statistics.ts';

const TASKS = 45;
const STEPS = 40;
/** High: at usual rates a network of this size stays plastic for hundreds of tasks, which is longer than one can wait. */
const RATE = 1e-2;

/** Moments are carried over and the warm-up comes once: the optimizer is not told when a task ends. */
const learner = (
  id: string,
  name: string,
  methods: LearnerConfig['methods'] = [],
  optimizer: ParamValues = {},
): LearnerConfig => ({
  ...NAIVE_LEARNER,
  id,
  name,
  methods,
  optimizer: { id: 'adamw', params: { learningRate: RATE, boundary: 'keep', ...optimizer } },
  schedule: { id: 'constant', params: { span: 'run' } },
});

const EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  name: 'Conflicting tasks',
  base: { kind: 'random', shape: SMALL_RELU },
  phases: Array.from({ length: TASKS }, () => ({
    tasks: [{ id: 'n1', weight: 1 }],
    steps: STEPS,
    blur: 0,
  })),
  batchSize: 32,
  learners: [
    learner('naive', 'Naive'),
    learner('weight-decay', 'Weight decay 0.1', [], { weightDecay: 0.1 }),
    learner('shrink-and-perturb', 'Shrink and perturb 50 %', [
      { id: 'shrink-and-perturb', params: { share: 0.5 } },
    ]),
  ],
};

export const E10: Finding = {
  id: 'e10',
  title: 'Over many tasks a network loses its ability to learn',
  says: 'Trained on a long sequence of tasks, networks learn each new one less well than the one before; units die, representations lose rank and weights grow. Weight decay, shrink and perturb and continual backpropagation mitigate it.',
  sources: [
    {
      text: 'Dohare et al. 2024, Loss of plasticity in deep continual learning',
      url: 'https://doi.org/10.1038/s41586-024-07711-7',
    },
  ],
  setup: `${TASKS} random bijections of ten digits, one after the other and all behind the same name, so that each contradicts the one before; ${STEPS} steps of ${EXPERIMENT.batchSize} examples each, on random weights of width ${SMALL_RELU.width} with ReLU, AdamW at ${RATE}. Accuracy on examples just before they are trained on.`,
  caveat:
    'The rate is high on purpose, and the stream is the script’s own: the page’s schema ends at 24 phases. Continual backpropagation is not among the arms.',
  arms: EXPERIMENT.learners.map(({ id, name }) => ({
    id,
    name,
    experiment: EXPERIMENT,
    learnerId: id,
    runner: runConflicting,
  })),
  figures: [ONLINE_FIRST, ONLINE_LAST, DEAD_UNITS, RANK_FIRST, RANK_LAST],
  told: ONLINE_LAST,
  judge(m) {
    const naive = (figure: typeof ONLINE_FIRST) => m.interval('naive', figure);
    const falls = (from: typeof ONLINE_FIRST, to: typeof ONLINE_FIRST) => {
      const [a, b] = [naive(from), naive(to)];
      return a !== null && b !== null && liesAbove(a, b);
    };
    return [
      {
        says: 'Naive fine-tuning learns the tasks of the last third less well than those of the first.',
        holds: falls(ONLINE_FIRST, ONLINE_LAST),
        because: `${said(naive(ONLINE_FIRST))}, then ${said(naive(ONLINE_LAST))}`,
        main: true,
      },
      {
        says: 'Its representations have lost rank.',
        holds: falls(RANK_FIRST, RANK_LAST),
        because: `${said(naive(RANK_FIRST))}, then ${said(naive(RANK_LAST))}`,
      },
      {
        says: 'With weight decay the tasks of the last third are learned better.',
        holds: m.above('weight-decay', 'naive', ONLINE_LAST),
        because: versus(m, 'weight-decay', 'naive', ONLINE_LAST),
      },
      {
        says: 'With shrink and perturb they are, too.',
        holds: m.above('shrink-and-perturb', 'naive', ONLINE_LAST),
        because: versus(m, 'shrink-and-perturb', 'naive', ONLINE_LAST),
      },
    ];
  },
};
