// From findings to runs. Findings share learners, naive among them, and learners of one stream share a run: each learner is
// trained once on each stream and seed, whatever asks for it.

import type { Experiment, LearnerConfig } from '../../src/core/experiment.ts';
import { hashString } from '../../src/core/rng.ts';
import type { ReferenceCache } from '../../src/learning/referenceLearner.ts';
import { readBases } from '../node/bases.ts';
import { runExperiment } from '../node/runExperiment.ts';
import type { Arm, Finding, Runner } from './finding.ts';

/** Holds every reference, and none of them has a curve: a run that nobody grades is spared the learner beside all others. */
const UNGRADED: ReferenceCache = Object.assign(new Map<string, never>(), { has: () => true });

const runUngraded: Runner = (experiment, label) => runExperiment(experiment, label, UNGRADED);

/** Learners that an experiment can have. */
const MOST_LEARNERS = 6;

/** Plain data as text, the same for equal data: keys in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The base as it was when it was used: a checkpoint may be trained anew under its name. */
function baseOf({ base }: Experiment): unknown {
  if (base.kind === 'random') return base;
  const card = readBases().find((b) => b.id === base.id);
  if (!card) throw new Error(`base: expected one that is shipped, got '${base.id}'.`);
  const { id, date, steps, seed, examples } = card;
  return { id, date, steps, seed, examples };
}

function learnerOf({ experiment, learnerId }: Arm): LearnerConfig {
  const learner = experiment.learners.find(({ id }) => id === learnerId);
  if (!learner) throw new Error(`arm: expected a learner of the experiment, got '${learnerId}'.`);
  return learner;
}

/** All that learners of one stream have in common. */
function streamKey({ experiment, runner }: Arm): string {
  const { phases, batchSize, evaluation } = experiment;
  const how = runner?.name ?? null;
  return canonical({ base: baseOf(experiment), phases, batchSize, evaluation, how });
}

/** What makes a learner what it is; names and colours do not matter. */
function learnerKey(arm: Arm): string {
  const { objective, methods, trainable, optimizer, schedule } = learnerOf(arm);
  return canonical({ objective, methods, trainable, optimizer, schedule });
}

/** What the figures of an arm hang on: figures with another key are of another experiment. */
export function keyOf(arm: Arm): string {
  return hashString(`${streamKey(arm)}\n${learnerKey(arm)}`)
    .toString(16)
    .padStart(8, '0');
}

/** An arm of a finding, and its learner in a job's experiment. */
export interface Target {
  readonly finding: Finding;
  readonly arm: Arm;
  readonly learnerId: string;
}

/** One seed of up to six learners on one stream. */
export interface Job {
  readonly experiment: Experiment;
  readonly run: Runner;
  readonly targets: readonly Target[];
}

/** Targets by what they have in common, in the order in which they first come. */
function grouped<T>(items: readonly T[], keyOfItem: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

type Wanted = Omit<Target, 'learnerId'>;

/** A run of these learners, each of which several arms may be. */
function jobOf(learners: readonly (readonly Wanted[])[], seed: number): Job {
  const { arm } = learners[0]![0]!;
  const named = learners.map((same) => {
    const { finding, arm: first } = same[0]!;
    return { same, config: { ...learnerOf(first), id: `${finding.id}.${first.id}`, mark: 1 } };
  });
  return {
    experiment: {
      ...arm.experiment,
      learners: named.map(({ config }) => config),
      seeds: { first: seed, count: 1 },
    },
    run: arm.runner ?? runUngraded,
    targets: named.flatMap(({ same, config }) =>
      same.map((wanted) => ({ ...wanted, learnerId: config.id })),
    ),
  };
}

/** The job with each of its learners in a job of its own. */
export function apart({ experiment, run, targets }: Job): Job[] {
  return experiment.learners.map((learner) => ({
    experiment: { ...experiment, learners: [learner] },
    run,
    targets: targets.filter(({ learnerId }) => learnerId === learner.id),
  }));
}

/** The runs that these findings need of one seed; `open`: whether an arm has to be measured at all. */
export function jobsOf(
  findings: readonly Finding[],
  seed: number,
  open: (finding: Finding, arm: Arm) => boolean = () => true,
): Job[] {
  const wanted = findings.flatMap((finding) =>
    finding.arms.filter((arm) => open(finding, arm)).map((arm) => ({ finding, arm })),
  );
  return grouped(wanted, ({ arm }) => streamKey(arm)).flatMap((stream) => {
    const learners = grouped(stream, ({ arm }) => learnerKey(arm));
    const jobs = Math.ceil(learners.length / MOST_LEARNERS);
    return Array.from({ length: jobs }, (_, i) =>
      jobOf(learners.slice(i * MOST_LEARNERS, (i + 1) * MOST_LEARNERS), seed),
    );
  });
}
