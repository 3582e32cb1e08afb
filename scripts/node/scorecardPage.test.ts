// docs/scorecard.md is what the recorded runs say, and no clause is one that everyone meets or nobody.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CLAUSES } from '../../src/core/grade.ts';
import { readTwins, TWIN_SEEDS, TWINS } from './twins.ts';
import { learnersWith, scorecardPage } from './scorecardPage.ts';

test('docs/scorecard.md is up to date (npm run docs writes it)', () => {
  expect(readFileSync('docs/scorecard.md', 'utf8')).toBe(scorecardPage());
});

test.each(CLAUSES)('%s is met by a learner of a ready-made experiment, and missed by one', (id) => {
  expect(learnersWith(id, 'met')).not.toEqual([]);
  expect(learnersWith(id, 'not-met')).not.toEqual([]);
});

test('the headline is graded on five seeds on either base, and the twin misses what nothing combines', () => {
  for (const preset of TWINS) {
    const own = readTwins().filter((row) => row.preset === preset);
    expect(own.map(({ seed }) => seed)).toEqual([...TWIN_SEEDS]);
    for (const { clauses } of own) {
      expect(clauses.map(({ clause }) => clause)).toEqual([...CLAUSES]);
      const compositional = clauses.find(({ clause }) => clause === 'compositional')!;
      expect(compositional.verdict).toBe(preset === 'direct' ? 'not-met' : 'met');
    }
  }
});
