// The places at which a learner calls its stack: hook by hook, each for all methods before the next.

import { expect, test } from 'vitest';
import type { Item } from './example.ts';
import { AccessLog } from './accessLog.ts';
import { Learner } from './learner.ts';
import type { Method } from './roles.ts';
import type { StreamItem } from './stream.ts';
import { smallNetwork } from './testing/methodBench.ts';
import { learnerLike } from './testing/tinyExperiment.ts';

const STEP_HOOKS = [
  'keepGradient',
  'addPenalty',
  'transformGradients',
  'transformUpdate',
  'keepUpdate',
] as const;

/** A method that does nothing but write down when it is called. */
function spy(name: string, calls: string[]): Method {
  const note = (hook: string) => calls.push(`${name}.${hook}`);
  const boundary = (hook: string) => async () => {
    note(`${hook} begins`);
    await Promise.resolve();
    note(`${hook} ends`);
  };
  const step = (hook: string) => () => {
    note(hook);
    return [];
  };
  return {
    beginPhase: boundary('beginPhase'),
    endPhase: boundary('endPhase'),
    rehearse: (items) => {
      note('rehearse');
      return items.map((i) => i.item);
    },
    addLoss: step('addLoss'),
    ...Object.fromEntries(STEP_HOOKS.map((hook) => [hook, step(hook)])),
    afterStep: () => {
      note('afterStep');
    },
  };
}

test('hooks run in order, for the whole stack at a time, and boundaries are awaited', async () => {
  const { network, sampler } = smallNetwork();
  const calls: string[] = [];
  const learner = new Learner({
    config: learnerLike({}),
    network,
    sampler,
    trains: true,
    objective: {
      addLoss: (n, batch, step) => {
        calls.push('objective');
        return [n.lossAndBackward(batch, step)];
      },
    },
    methods: [spy('a', calls), spy('b', calls)],
    verbs: [],
    schedule: { factor: () => 1 },
    resetAtBoundary: true,
    log: new AccessLog([]),
  });
  const item: Item = { tokens: [0, 5, 0], weights: [0, 1, 1], scored: [false, true, true] };
  const items: StreamItem[] = [{ item, taskId: 'copy', phase: 0 }];
  await learner.beginPhase(0);
  await learner.trainStep(items, { step: 0, totalSteps: 1, phaseStep: 0, phaseSteps: 1 });
  await learner.endPhase(0);
  const both = (hook: string) => [`a.${hook}`, `b.${hook}`];
  const awaited = (hook: string) =>
    ['a', 'b'].flatMap((name) => [`${name}.${hook} begins`, `${name}.${hook} ends`]);
  expect(calls).toEqual([
    ...awaited('beginPhase'),
    ...both('rehearse'),
    'objective',
    ...both('addLoss'),
    ...STEP_HOOKS.flatMap(both),
    ...both('afterStep'),
    ...awaited('endPhase'),
  ]);
  learner.dispose();
});
