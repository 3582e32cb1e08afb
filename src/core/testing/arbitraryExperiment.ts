// Random valid experiments, for property tests of everything that takes one.

import fc from 'fast-check';

import {
  type BaseConfig,
  type Experiment,
  type LearnerConfig,
  nearestShape,
} from '../experiment.ts';

const id = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,39}$/);

/** Any text of up to `length` UTF-16 units, halves of surrogate pairs included. */
function text(length: number): fc.Arbitrary<string> {
  return fc.string({ unit: 'binary', maxLength: length }).map((s) => s.slice(0, length));
}

/** JSON has no negative zero, so a link cannot carry one. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

const choice = fc.record({
  id,
  params: fc.dictionary(
    fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,23}$/),
    fc.oneof(number, fc.boolean(), fc.stringMatching(/^[a-zA-Z0-9. -]{0,24}$/)),
    { maxKeys: 12, noNullPrototype: true },
  ),
});

const shape = fc
  .record({
    vocabulary: fc.integer({ min: 4, max: 128 }).map((quarter) => 4 * quarter),
    context: fc.integer({ min: 16, max: 256 }),
    width: fc.integer({ min: 2, max: 64 }).map((eighth) => 8 * eighth),
    layers: fc.integer({ min: 1, max: 12 }),
    heads: fc.integer({ min: 1, max: 16 }),
    keyValueHeads: fc.integer({ min: 1, max: 16 }),
    feedForward: fc.integer({ min: 4, max: 512 }).map((quarter) => 4 * quarter),
    mlp: fc.constantFrom('gelu' as const, 'swiglu' as const, 'relu' as const),
    tied: fc.boolean(),
    rotaryBase: fc.double({ min: 10, max: 1_000_000, noNaN: true }),
  })
  .map(nearestShape);

const base: fc.Arbitrary<BaseConfig> = fc.oneof(
  fc.record({ kind: fc.constant('checkpoint' as const), id }),
  fc.record({ kind: fc.constant('random' as const), shape }),
);

const phase = fc.record({
  tasks: fc.array(
    fc.record({
      id,
      weight: fc.oneof(fc.constant(1), fc.double({ min: 0.01, max: 1, noNaN: true })),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  steps: fc.integer({ min: 1, max: 2000 }),
  blur: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1000 })),
});

const learner: fc.Arbitrary<LearnerConfig> = fc.record({
  id: fc.oneof(fc.constantFrom('naive', 'replay'), id),
  name: text(40).filter((name) => name !== ''),
  mark: fc.integer({ min: 0, max: 6 }),
  objective: choice,
  methods: fc.array(choice, { maxLength: 6 }),
  trainable: choice,
  optimizer: choice,
  schedule: choice,
});

export const arbitraryExperiment: fc.Arbitrary<Experiment> = fc.record({
  name: text(80),
  base,
  phases: fc.array(phase, { maxLength: 24 }),
  learners: fc.uniqueArray(learner, { minLength: 1, maxLength: 6, selector: (l) => l.id }),
  seeds: fc.record({
    first: fc.integer({ min: 0, max: 1_000_000 }),
    count: fc.integer({ min: 1, max: 10 }),
  }),
  batchSize: fc.integer({ min: 1, max: 128 }),
  evaluation: fc.record({
    every: fc.integer({ min: 1, max: 500 }),
    denseAfterBoundary: fc.boolean(),
    items: fc.integer({ min: 8, max: 512 }),
  }),
});
