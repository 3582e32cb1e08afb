// Findings of the literature as experiments: `npm run findings` runs all of them over five seeds, one run after the other, and
// writes docs/data/findings.json, docs/findings.md and the page's public/findings.json. `-- e2 e7` for some, `--seeds 1..5` or `--seeds 3` (1 to 3), `--resume`
// leaves out what .cache/findings/ has, `--page` only writes these pages, and `--steps 2` cuts every phase short, prints and
// keeps nothing: to see that all of it runs.

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { FINDINGS } from './findings/definitions/index.ts';
import type { Arm, Finding } from './findings/finding.ts';
import { galleryFile } from './findings/gallery.ts';
import { findingSection, findingsPage } from './findings/page.ts';
import { type Job, jobsOf } from './findings/plan.ts';
import { measure } from './findings/measure.ts';
import { shortened } from './findings/shortened.ts';
import { keepRow, keptRow, readRows, type Row, withRows, writeRows } from './findings/store.ts';

const PAGE = 'docs/findings.md';
const GALLERY = 'public/findings.json';

/** `1..5`: these seeds; `3`: the first three. */
function seedsOf(text: string): number[] {
  const match = /^(?:(\d+)\.\.)?(\d+)$/.exec(text);
  const [from, to] = [Number(match?.[1] ?? 1), Number(match?.[2])];
  if (!match || to < from) throw new Error(`seeds: expected a range such as 1..5, got '${text}'.`);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function findingsOf(ids: readonly string[]): readonly Finding[] {
  const known = FINDINGS.map(({ id }) => id);
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new Error(`findings: expected some of ${known.join(', ')}, got ${unknown.join(', ')}.`);
  }
  return ids.length === 0 ? FINDINGS : FINDINGS.filter(({ id }) => ids.includes(id));
}

function options(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seeds: { type: 'string', default: '1..5' },
      resume: { type: 'boolean', default: false },
      page: { type: 'boolean', default: false },
      steps: { type: 'string' },
    },
  });
  const { resume, page } = values;
  const steps = values.steps === undefined ? null : Number(values.steps);
  return { findings: findingsOf(positionals), seeds: seedsOf(values.seeds), resume, page, steps };
}

const minutes = (seconds: number) => `${(seconds / 60).toFixed(1)} min`;

function writePages(rows: readonly Row[]): void {
  writeFileSync(PAGE, findingsPage(FINDINGS, rows));
  writeFileSync(GALLERY, galleryFile(FINDINGS, rows));
  console.log(`Wrote ${PAGE} and ${GALLERY}.`);
}

/** Runs the jobs one after the other, hands on the rows of each, and says how far it is. */
async function runAll(jobs: readonly Job[], onRows: (rows: readonly Row[]) => void): Promise<void> {
  const began = performance.now();
  for (const [i, job] of jobs.entries()) {
    const { learners, seeds } = job.experiment;
    console.log(
      `\n${i + 1}/${jobs.length}: seed ${seeds.first}, ${learners.map(({ id }) => id).join(', ')}`,
    );
    onRows(await measure(job));
    const spent = (performance.now() - began) / 1000;
    const left = (spent / (i + 1)) * (jobs.length - i - 1);
    console.log(`\n${minutes(spent)} so far, about ${minutes(left)} left.`);
  }
}

/** Every phase cut to so many steps: what comes out is printed and means nothing. */
async function tryOut(findings: readonly Finding[], seeds: readonly number[], steps: number) {
  const brief = findings.map((finding) => shortened(finding, steps));
  const rows: Row[] = [];
  await runAll(
    seeds.flatMap((seed) => jobsOf(brief, seed)),
    (more) => rows.push(...more),
  );
  for (const finding of brief) console.log(`\n${findingSection(finding, rows)}`);
}

export async function main(args: readonly string[]): Promise<void> {
  const { findings, seeds, resume, page, steps } = options(args);
  if (page) return writePages(readRows());
  if (steps !== null) return tryOut(findings, seeds, steps);
  const kept = (finding: Finding, arm: Arm, seed: number) =>
    resume ? keptRow(finding, arm, seed) : null;
  const before = findings.flatMap((finding) =>
    finding.arms.flatMap((arm) => seeds.flatMap((seed) => kept(finding, arm, seed) ?? [])),
  );
  let rows = withRows(readRows(), before);
  // All findings of a seed before the next: a first figure of each is there early, and what streams share is measured once.
  const jobs = seeds.flatMap((seed) =>
    jobsOf(findings, seed, (finding, arm) => kept(finding, arm, seed) === null),
  );
  await runAll(jobs, (more) => {
    more.forEach(keepRow);
    rows = withRows(rows, more);
    writeRows(rows);
  });
  writeRows(rows);
  writePages(rows);
}
