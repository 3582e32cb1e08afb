// The world of parity: its bases know functions of four digits for certain, and answer with a digit of the right parity most
// of the time, in every way there is. That is where rewards and given answers part (tasks/parity.ts).

import { mixtureOf } from '../tasks/baseMixture.ts';
import { DIGIT_FUNCTION_TASKS, PARITY_GUESS, PARITY_WORLD } from '../tasks/parity.ts';
import { ofTask, type World } from './world.ts';

const PARITY_SHARE = 0.25;

const SHARES = [
  { task: PARITY_GUESS, share: PARITY_SHARE },
  ...DIGIT_FUNCTION_TASKS.map((task, _, all) => ({ task, share: (1 - PARITY_SHARE) / all.length })),
];

export const PARITY: World = {
  info: {
    id: PARITY_WORLD,
    label: 'Parity',
    summary:
      'Functions of four digits, and any digit of the parity of the last: a task with many right answers.',
  },
  mixture: ({ promptWeight = 0 } = {}) => mixtureOf(SHARES, promptWeight),
  // Learned beside the functions alone, it stays at chance for long: the digits that it is about are in all of their answers.
  first: { task: PARITY_GUESS, steps: 500 },
  known: (count) =>
    DIGIT_FUNCTION_TASKS.map((task) => ofTask(task, task.info.id, 'general', count)),
  composed: () => [],
  compositions: () => [],
};
