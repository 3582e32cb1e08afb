// Learners that findings share are trained once, and figures know which experiment they are of.

import { expect, test } from 'vitest';
import { FINDINGS } from './definitions/index.ts';
import type { Arm, Finding } from './finding.ts';
import { apart, jobsOf, keyOf } from './plan.ts';

const finding = (id: string): Finding => FINDINGS.find((f) => f.id === id)!;
const arm = (findingId: string, id: string): Arm =>
  finding(findingId).arms.find((a) => a.id === id)!;

test('what findings have in common is run once, for all of them', () => {
  const jobs = jobsOf([finding('e1'), finding('e2')], 3);
  const learners = jobs.flatMap((job) => job.experiment.learners);
  // Five of e1, and six of e2 of which naive is one of e1's.
  expect(learners).toHaveLength(5 + 5);
  const naive = jobs.flatMap((job) => job.targets).filter(({ arm: { id } }) => id === 'naive');
  expect(naive.map((target) => target.finding.id)).toEqual(['e1', 'e2']);
  expect(new Set(naive.map(({ learnerId }) => learnerId))).toEqual(new Set(['e1.naive']));
});

test('a job is one seed of at most six learners, each with the learner of its arms', () => {
  for (const job of jobsOf(FINDINGS, 7)) {
    const { learners, seeds } = job.experiment;
    expect(seeds).toEqual({ first: 7, count: 1 });
    expect(learners.length).toBeLessThanOrEqual(6);
    expect(new Set(learners.map(({ id }) => id)).size).toBe(learners.length);
    for (const { arm: own, learnerId } of job.targets) {
      const asked = own.experiment.learners.find(({ id }) => id === own.learnerId)!;
      const run = learners.find(({ id }) => id === learnerId)!;
      const { objective, methods, trainable, optimizer, schedule } = asked;
      expect(run).toMatchObject({ objective, methods, trainable, optimizer, schedule });
      expect(job.experiment.phases).toEqual(own.experiment.phases);
    }
  }
});

test('every arm of every finding is in exactly one job', () => {
  const targets = jobsOf(FINDINGS, 1).flatMap((job) => job.targets);
  const names = targets.map((t) => `${t.finding.id} ${t.arm.id}`);
  const wanted = FINDINGS.flatMap((f) => f.arms.map((a) => `${f.id} ${a.id}`));
  expect(names.toSorted()).toEqual(wanted.toSorted());
});

test('an arm that is not open is left out, and with it its learner', () => {
  const jobs = jobsOf([finding('e3')], 1, (_, { id }) => id !== 'rl');
  expect(jobs.flatMap((job) => job.experiment.learners.map(({ id }) => id))).toEqual([
    'e3.naive',
    'e3.rejection-sampling',
  ]);
});

test('a job taken apart has a learner each', () => {
  const [job] = jobsOf([finding('e3')], 1);
  const parts = apart(job!);
  expect(parts.map(({ targets }) => targets.map((t) => t.arm.id))).toEqual([
    ['naive'],
    ['rejection-sampling'],
    ['rl'],
  ]);
  expect(parts.every(({ experiment }) => experiment.learners.length === 1)).toBe(true);
});

test('the key is of the experiment and the learner, whatever they are called', () => {
  const naive = arm('e1', 'naive');
  expect(keyOf(naive)).toBe(keyOf(arm('e2', 'naive')));
  const { experiment } = naive;
  const renamed = experiment.learners.map((l) => ({ ...l, name: `${l.name}!`, mark: 3 }));
  expect(keyOf({ ...naive, experiment: { ...experiment, name: 'x', learners: renamed } })).toBe(
    keyOf(naive),
  );
});

test('any other rate, stream, base or way to run it is another key', () => {
  const naive = arm('e1', 'naive');
  const { experiment } = naive;
  const others: Arm[] = [
    arm('e1', 'naive-3e-4'),
    arm('e5', 'naive'),
    { ...naive, experiment: { ...experiment, batchSize: 8 } },
    { ...naive, experiment: { ...experiment, base: { kind: 'checkpoint', id: 'small' } } },
    { ...naive, runner: () => Promise.reject(new Error('not run')) },
  ];
  expect(new Set([naive, ...others].map(keyOf)).size).toBe(others.length + 1);
});
