// What a learner reads is written down where it is handed out, and phases have a line each.

import { expect, test } from 'vitest';
import type { DataAccess } from '../core/runRecord.ts';
import { AccessLog } from './accessLog.ts';
import { TINY_EXPERIMENT, learnerLike, runToEnd } from './testing/tinyExperiment.ts';

const HELD = { storedGeneral: 0, storedPerTask: 0, inferenceState: 0 };
const WHO = { learnerId: 'a', seed: 1 };

test('tells reads of tasks to come from others, by the phase under way', () => {
  const log = new AccessLog(TINY_EXPERIMENT.phases);
  log.readGeneral();
  log.readTask('reverse');
  log.readTask('next');
  expect(log.close(WHO, HELD)).toMatchObject({
    phase: 1,
    generalRead: 1,
    taskRead: 1,
    futureRead: 1,
  });
  log.beginPhase(1);
  log.readTask('next');
  expect(log.close(WHO, HELD)).toMatchObject({
    phase: 2,
    generalRead: 0,
    taskRead: 1,
    futureRead: 0,
  });
});

test('adds up what steps did; FLOPs are counted in tokens', () => {
  const log = new AccessLog(TINY_EXPERIMENT.phases);
  log.step({ shown: 4, trained: 4, rehearsed: 2, tokens: 100, plainTokens: 80 });
  log.step({ shown: 4, trained: 6, rehearsed: 2, tokens: 140, plainTokens: 80 });
  expect(log.close(WHO, HELD)).toMatchObject({
    shown: 8,
    trained: 10,
    rehearsed: 4,
    flopsRatio: 1.5,
  });
});

async function accessOf(
  ...changes: Parameters<typeof learnerLike>
): Promise<readonly DataAccess[]> {
  const learners = changes.map((change) => learnerLike(change));
  return (await runToEnd({ ...TINY_EXPERIMENT, learners })).access!;
}

test('naive reads what it is shown and nothing else', async () => {
  const lines = await accessOf({});
  const nothing = { generalRead: 0, taskRead: 0, futureRead: 0, rehearsed: 0 };
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toMatchObject({ shown: 24, trained: 24, ...nothing, ...HELD, flopsRatio: 1 });
  }
});

test('replay reads its general store once, replaces a share of the batch, and stores so many of each task', async () => {
  const methods = [{ id: 'replay', params: { share: 0.5, general: 20, perTask: 5 } }];
  const [first, second] = await accessOf({ methods });
  expect(first).toMatchObject({ generalRead: 20, storedGeneral: 20, storedPerTask: 5, shown: 24 });
  expect(first).toMatchObject({ trained: 24, rehearsed: 12, futureRead: 0, inferenceState: 0 });
  expect(second).toMatchObject({ generalRead: 0, storedGeneral: 20, storedPerTask: 5 });
});

test('an extra pass over stored examples counts as rehearsal and as FLOPs', async () => {
  const methods = [{ id: 'a-gem', params: { general: 20, perTask: 5, batch: 4 } }];
  const [line] = await accessOf({ methods });
  expect(line).toMatchObject({ trained: 48, rehearsed: 24, shown: 24 });
  expect(line!.flopsRatio).toBeGreaterThan(1.5);
});

test('comparing with an earlier self on the present batch is no rehearsal', async () => {
  const methods = [{ id: 'kl-reference', params: { data: 'current', strength: 1 } }];
  const [line] = await accessOf({ methods });
  expect(line).toMatchObject({ rehearsed: 0, trained: 48 });
});

test('joint training reads tasks before their phase', async () => {
  const [first, second] = await accessOf({ methods: [{ id: 'joint', params: {} }] });
  expect(first!.futureRead).toBeGreaterThan(0);
  expect(second!.futureRead).toBe(0);
  expect(first!.rehearsed).toBe(24);
});

test('a memory that answers is state beside the weights, and grows', async () => {
  const objective = { id: 'frozen', params: {} };
  const methods = [{ id: 'retrieval', params: { perTask: 10 } }];
  const [first, second] = await accessOf({ objective, methods });
  expect(first).toMatchObject({ shown: 24, trained: 0, inferenceState: 10, storedPerTask: 10 });
  expect(second).toMatchObject({ inferenceState: 20 });
});
