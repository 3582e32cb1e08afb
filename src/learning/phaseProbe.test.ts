// What is measured of phases: cosines by hand and on the network's own gradients, divergence on the phase's own prompts.

import { expect, test } from 'vitest';
import { makeScoredBatch } from './batching.ts';
import { capabilitiesOf } from './capabilities.ts';
import { logProbabilitiesOf, meanKl } from './divergence.ts';
import { cosineOf, PhaseProbe } from './phaseProbe.ts';
import { smallNetwork } from './testing/methodBench.ts';
import { runToEnd, TINY_EXPERIMENT } from './testing/tinyExperiment.ts';
import { FUNCTIONS_STEPS } from './worlds/functions.ts';

const PHASES = ['n1', 'n2'].map((id) => ({ tasks: [{ id, weight: 1 }], steps: 5, blur: 0 }));
const CAPABILITIES = capabilitiesOf(PHASES, 8, FUNCTIONS_STEPS);
const column = (id: string) => CAPABILITIES.findIndex((c) => c.capability.id === id);
const [FIRST, SECOND] = [column('new.n1'), column('new.n2')];

test('the cosine of two vectors, by hand', () => {
  const vector = (...values: number[]) => Float32Array.from(values);
  expect(cosineOf(vector(3, 4), vector(4, 3))).toBeCloseTo(24 / 25, 6);
  expect(cosineOf(vector(1, 2), vector(-2, -4))).toBeCloseTo(-1, 6);
  expect(cosineOf(vector(0, 0), vector(1, 0))).toBeNull();
});

test('gradients of the same examples point the same way, those of others do not', async () => {
  const { network, workspace, sampler } = smallNetwork();
  const twin = { ...CAPABILITIES[FIRST]!, capability: CAPABILITIES[SECOND]!.capability };
  const capabilities = CAPABILITIES.map((c, i) => (i === SECOND ? twin : c));
  const same = new PhaseProbe(capabilities, [[FIRST], [SECOND]], 8);
  await same.begin(network);
  const { gradientCosines } = await same.measure(network, 1);
  expect(gradientCosines!.earlier).toBeCloseTo(1, 5);
  const other = new PhaseProbe(CAPABILITIES, [[FIRST], [SECOND]], 8);
  await other.begin(network);
  const { gradientCosines: apart } = await other.measure(network, 1);
  expect(apart!.earlier).toBeLessThan(0.999);
  expect(Math.abs(apart!.general!)).toBeLessThan(0.999);
  sampler.dispose();
  network.dispose();
  workspace.dispose();
});

test('what the gradients hold is as it was: a learner evaluated at other weights has its own there', async () => {
  const { network, workspace, sampler } = smallNetwork();
  const held = (await network.snapshot()).map((x) => x + 0.5);
  network.device.write(network.gradients.buffer, held);
  const probe = new PhaseProbe(CAPABILITIES, [[FIRST], [SECOND]], 8);
  await probe.begin(network);
  await probe.measure(network, 1);
  expect(await network.snapshot(network.gradients)).toEqual(held);
  sampler.dispose();
  network.dispose();
  workspace.dispose();
});

test('divergence is on the prompts of the phase that ended; a task that comes again is no earlier one', async () => {
  const { network, workspace, sampler } = smallNetwork();
  const probe = new PhaseProbe(CAPABILITIES, [[FIRST], [SECOND], [SECOND]], 8);
  await probe.begin(network);
  const start = await probe.measure(network, 0);
  expect(start.taskForwardKl).toBeUndefined();
  expect(start.gradientCosines!.earlier).toBeNull();
  const batch = makeScoredBatch(CAPABILITIES[SECOND]!.items);
  const before = await logProbabilitiesOf(network, [batch]);
  const values = await network.snapshot();
  network.device.write(
    network.parameters.buffer,
    values.map((x) => 2 * x),
  );
  const { taskForwardKl, gradientCosines } = await probe.measure(network, 2);
  expect(taskForwardKl).toBeCloseTo(meanKl(before, await logProbabilitiesOf(network, [batch])), 6);
  expect(taskForwardKl).toBeGreaterThan(0);
  expect(gradientCosines!.earlier).not.toBeNull();
  expect((await probe.measure(network, 3)).gradientCosines).toBeUndefined();
  sampler.dispose();
  network.dispose();
  workspace.dispose();
});

test('a run has the figures at its boundaries', async () => {
  const record = await runToEnd(TINY_EXPERIMENT);
  const at = record.evaluations.filter((e) => e.atBoundary && e.learnerId === 'naive');
  expect(at.map((e) => typeof e.atBoundary!.taskForwardKl)).toEqual([
    'undefined',
    ...at.slice(1).map(() => 'number'),
  ]);
  expect(at.slice(0, -1).every((e) => e.atBoundary!.gradientCosines)).toBe(true);
  expect(at.at(-1)!.atBoundary!.gradientCosines).toBeUndefined();
});
