// The headline seed by seed: `npm run twins` trains the learner that should meet every clause, and its twin on the base that
// answers at once, on five seeds each, grades every seed alone, keeps the grades in docs/data/twins.json and writes
// docs/scorecard.md. `-- step-by-step --seeds 4,5` for some.

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gradeRecord } from '../src/learning/scorecard/gradeRecord.ts';
import { EXPERIMENT_PRESETS } from '../src/learning/presets/index.ts';
import { runExperiment } from './node/runExperiment.ts';
import { scorecardPage } from './node/scorecardPage.ts';
import {
  readTwins,
  TWIN_LEARNER,
  TWIN_SEEDS,
  TWINS,
  type TwinRow,
  writeTwins,
} from './node/twins.ts';

function options(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { seeds: { type: 'string', default: TWIN_SEEDS.join(',') } },
  });
  const unknown = positionals.filter((id) => !TWINS.some((twin) => twin === id));
  if (unknown.length > 0) {
    throw new Error(`twins: expected some of ${TWINS.join(', ')}, got ${unknown.join(', ')}.`);
  }
  const twins = TWINS.filter((id) => positionals.length === 0 || positionals.includes(id));
  return { twins, seeds: values.seeds.split(',').map(Number) };
}

/** One seed of one of the two, with the learner alone: a grade asks nothing of the others. */
async function gradeOf(preset: TwinRow['preset'], seed: number): Promise<TwinRow> {
  const { experiment } = EXPERIMENT_PRESETS.find(({ id }) => id === preset)!;
  const learners = experiment.learners.filter(({ id }) => id === TWIN_LEARNER);
  const alone = { ...experiment, learners, seeds: { first: seed, count: 1 } };
  const record = await runExperiment(alone, `${preset}, seed ${seed}`);
  const [grade] = gradeRecord(record);
  const clauses = grade!.clauses.map(({ clause, verdict, figure, reason }) => ({
    clause,
    verdict,
    figure: figure === null ? null : Number(figure.toPrecision(4)),
    reason,
  }));
  const { adapter, date } = record;
  return { preset, seed, clauses, adapter: adapter.name, date: date.slice(0, 10) };
}

export async function main(args: readonly string[]): Promise<void> {
  const { twins, seeds } = options(args);
  for (const preset of twins) {
    for (const seed of seeds) {
      const row = await gradeOf(preset, seed);
      writeTwins([...readTwins().filter((r) => r.preset !== preset || r.seed !== seed), row]);
      const missed = row.clauses.filter(({ verdict }) => verdict !== 'met');
      console.log(`\n${preset}, seed ${seed}: ${row.clauses.length - missed.length} clauses met.`);
      for (const { clause, verdict, reason } of missed) {
        console.log(`${clause}, ${verdict}: ${reason}`);
      }
    }
  }
  writeFileSync('docs/scorecard.md', scorecardPage());
  console.log('Wrote docs/scorecard.md.');
}
