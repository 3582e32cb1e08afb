// 'sequential exposure', the protocol: in a phase a learner has that phase and what little it may have stored, and no more.

import type { DataAccess } from '../../core/runRecord.ts';
import { clauseOf, type Condition, condition, exactly, undecided } from './conditions.ts';
import type { Finding, Grading } from './grading.ts';

const highest = (values: readonly number[]): number => Math.max(0, ...values);

const total = (lines: readonly DataAccess[], key: 'futureRead' | 'generalRead'): number =>
  lines.reduce((sum, line) => sum + line[key], 0);

/** The base's own examples that a run read, or held at one time if that is more, as a share of those of the base. */
function generalCondition(perSeed: readonly DataAccess[][], baseExamples: number): Condition {
  const reads = perSeed.map((lines) =>
    Math.max(total(lines, 'generalRead'), highest(lines.map((line) => line.storedGeneral))),
  );
  return baseExamples === 0
    ? condition('generalReadOfRandom', exactly(highest(reads)))
    : condition('generalRead', exactly(highest(reads) / baseExamples));
}

const ofShown = (lines: readonly DataAccess[], key: 'storedPerTask' | 'taskRead'): number =>
  highest(lines.map((line) => line[key] / Math.max(1, line.shown)));

/** The worst of its seeds decides: a rule that is broken once is broken. What was broken already stays so, whatever follows. */
export function sequential({ record, runs, access, phases, complete }: Grading): Finding {
  const logs = record.access ?? [];
  if (!record.base || (logs.length === 0 && complete)) {
    return undecided('not-assessable', 'This record was made before accesses were logged.');
  }
  const seeds = [...new Set(access.map((line) => line.seed))];
  const perSeed = seeds.map((seed) => access.filter((line) => line.seed === seed));
  const logged = runs.map((run) => new Set(run.access.map((line) => line.phase)).size);
  const conditions = [
    condition('futureRead', exactly(highest(perSeed.map((lines) => total(lines, 'futureRead'))))),
    generalCondition(perSeed, record.base.examples),
    condition('storedPerTask', exactly(ofShown(access, 'storedPerTask'))),
    condition('taskRead', exactly(ofShown(access, 'taskRead'))),
  ];
  if (runs.length > 0) {
    conditions.push(condition('logged', exactly(Math.min(...logged) / phases.length)));
  }
  const clean = conditions.every(({ grade }) => grade.verdict === 'met');
  const reason = 'It reads nothing of later tasks and little of what came before.';
  return clauseOf(conditions, clean ? { reason } : {});
}
