// Every trace was recorded with the experiment that its preset opens, to its last step, by every learner.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { totalSteps } from '../../src/core/experiment.ts';
import type { RunRecord } from '../../src/core/runRecord.ts';
import { EXPERIMENT_PRESETS } from '../../src/learning/presets/index.ts';
import { gradeRecord } from '../../src/learning/scorecard/gradeRecord.ts';
import { compact } from './saveTrace.ts';

const traced = EXPERIMENT_PRESETS.flatMap(({ id, trace, experiment }) =>
  trace ? [{ id, trace, experiment }] : [],
);

test.each(traced)('the trace of $id is of its experiment', ({ trace, experiment }) => {
  const record = JSON.parse(readFileSync(`public/traces/${trace}`, 'utf8')) as RunRecord;
  const first = { ...experiment.seeds, count: 1 };
  expect({ ...record.experiment, seeds: first }).toEqual({ ...experiment, seeds: first });
  const last = record.evaluations.filter((e) => e.step === totalSteps(experiment));
  expect(last.map((e) => e.learnerId)).toEqual(experiment.learners.map((l) => l.id));
  expect(record.error).toBeNull();
});

test.each(traced)('the grades of $id are those that its record gives', ({ trace }) => {
  const record = JSON.parse(readFileSync(`public/traces/${trace}`, 'utf8')) as RunRecord;
  expect(record.grades).toEqual(compact(gradeRecord(record)));
});

test('everything in the experiment menu has a trace', () => {
  const listed = EXPERIMENT_PRESETS.filter(({ group }) => group !== 'finding');
  expect(listed.filter((preset) => !preset.trace)).toEqual([]);
});
