// docs/methods.md is what the cards say now.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { METHODS } from '../../src/learning/methods/index.ts';
import { OBJECTIVES } from '../../src/learning/objectives/index.ts';
import { TRAINABLES } from '../../src/learning/trainables/index.ts';
import { methodsPage } from './methodsPage.ts';
import { readStepTimes } from './stepTimes.ts';

test('docs/methods.md is up to date (npm run docs writes it)', () => {
  expect(readFileSync('docs/methods.md', 'utf8')).toBe(methodsPage());
});

test('every plug-in that trains has a measured step time (npm run times)', () => {
  const training = OBJECTIVES.filter((objective) => objective.trains);
  const sets = TRAINABLES.filter(({ info }) => info.id !== 'all');
  const ids = [...training, ...METHODS, ...sets].map(({ info }) => info.id);
  expect(Object.keys(readStepTimes().ratios).toSorted()).toEqual(ids.toSorted());
});
