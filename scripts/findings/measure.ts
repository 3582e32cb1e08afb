// From a job to rows of figures: runs it and takes of the record what its findings ask for.

import type { Finding } from './finding.ts';
import type { LearnerRun } from './learnerRun.ts';
import type { Figures } from './measured.ts';
import { apart, type Job, keyOf, type Target } from './plan.ts';
import type { Row } from './store.ts';

/** The figures of a finding, of one run; rounded, since they are kept in a file that people read. */
function figuresOf({ figures }: Finding, run: LearnerRun | null): Figures {
  return Object.fromEntries(
    figures.map((figure) => {
      const value = run && figure.of(run);
      return [figure.id, value === null ? null : Number(value.toPrecision(5))];
    }),
  );
}

const today = () => new Date().toISOString();

function rowOf({ finding, arm }: Target, seed: number, figures: Figures): Omit<Row, 'adapter'> {
  const place = { finding: finding.id, arm: arm.id, seed };
  return { ...place, key: keyOf(arm), figures, seconds: 0, date: today().slice(0, 10) };
}

/**
 * Runs a job. One learner that diverges ends the run of all, so these are then run one by one; alone, it is a result too, with
 * no figures.
 */
export async function measure(job: Job): Promise<Row[]> {
  const { experiment, run, targets } = job;
  const seed = experiment.seeds.first;
  try {
    const record = await run(experiment, `seed ${seed}`);
    const seconds = Number(((record.seconds ?? 0) / experiment.learners.length).toPrecision(3));
    return targets.map((target) => {
      const figures = figuresOf(target.finding, { record, learnerId: target.learnerId });
      return { ...rowOf(target, seed, figures), seconds, adapter: record.adapter.name };
    });
  } catch (error) {
    if ((error as { code?: string }).code !== 'diverged') throw error;
    if (experiment.learners.length > 1) {
      const rows: Row[] = [];
      for (const one of apart(job)) rows.push(...(await measure(one)));
      return rows;
    }
    return targets.map((target) => ({
      ...rowOf(target, seed, figuresOf(target.finding, null)),
      adapter: 'diverged',
      diverged: true,
    }));
  }
}
