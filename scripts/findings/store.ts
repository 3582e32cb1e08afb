// Where figures are kept: a small file for each arm and seed, from which runs go on, and all of them in docs/data/findings.json.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Arm, Finding } from './finding.ts';
import { Measured, type Figures } from './measured.ts';
import { keyOf } from './plan.ts';

const CACHE = '.cache/findings';
const DATA_FILE = 'docs/data/findings.json';

/** What one arm came to on one seed. */
export interface Row {
  readonly finding: string;
  readonly arm: string;
  readonly seed: number;
  /** Of the experiment and the learner that it was measured with. */
  readonly key: string;
  readonly figures: Figures;
  /** Its share of the run's time. */
  readonly seconds: number;
  readonly adapter: string;
  /** ISO day. */
  readonly date: string;
  /** It came to no end; its figures are all null. */
  readonly diverged?: true;
}

type Place = Pick<Row, 'finding' | 'arm' | 'seed'>;

const fileOf = ({ finding, arm, seed }: Place): string => `${CACHE}/${finding}/${arm}-${seed}.json`;

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Whether a row is of the arm as it is defined now, with all figures that are asked for now. */
const isCurrent = (row: Row, finding: Finding, arm: Arm): boolean =>
  row.finding === finding.id &&
  row.arm === arm.id &&
  row.key === keyOf(arm) &&
  finding.figures.every(({ id }) => id in row.figures);

/** The kept row of an arm and seed; null where there is none of the arm as it is defined now. */
export function keptRow(finding: Finding, arm: Arm, seed: number): Row | null {
  const file = fileOf({ finding: finding.id, arm: arm.id, seed });
  if (!existsSync(file)) return null;
  const row = JSON.parse(readFileSync(file, 'utf8')) as Row;
  return isCurrent(row, finding, arm) ? row : null;
}

export function keepRow(row: Row): void {
  write(fileOf(row), `${JSON.stringify(row)}\n`);
}

export function readRows(): Row[] {
  return existsSync(DATA_FILE) ? (JSON.parse(readFileSync(DATA_FILE, 'utf8')) as Row[]) : [];
}

const placeOf = ({ finding, arm, seed }: Place): string => `${finding} ${arm} ${seed}`;

/** The rows with newer ones in the places of theirs, in order. */
export function withRows(rows: readonly Row[], newer: readonly Row[]): Row[] {
  const all = new Map([...rows, ...newer].map((row) => [placeOf(row), row]));
  const number = ({ finding }: Row) => Number(finding.slice(1));
  return [...all.values()].toSorted(
    (a, b) => number(a) - number(b) || a.arm.localeCompare(b.arm, 'en') || a.seed - b.seed,
  );
}

/** A line for each row, so that a difference shows what was measured anew. */
export function writeRows(rows: readonly Row[]): void {
  const lines = rows.map((row) => JSON.stringify(row));
  write(DATA_FILE, `[\n${lines.join(',\n')}\n]\n`);
}

/** The rows that count for a finding: those of its arms as they are defined now. */
export function rowsOf(finding: Finding, rows: readonly Row[]): Row[] {
  return finding.arms.flatMap((arm) => rows.filter((row) => isCurrent(row, finding, arm)));
}

/** The figures of these rows; arms without any are empty. */
export function measuredOf(finding: Finding, rows: readonly Row[]): Measured {
  return new Measured(
    new Map(
      finding.arms.map(({ id }) => {
        const own = rows.filter((row) => row.arm === id);
        return [id, new Map(own.map(({ seed, figures }) => [seed, figures]))];
      }),
    ),
  );
}

/** What measures a finding again. */
export const commandOf = ({ id }: Finding): string => `npm run findings -- ${id}`;

const listed = (values: readonly string[]): string => [...new Set(values)].join(', ');

/** Where and when rows were measured: the adapters, and the first and the last day. */
export function madeOf(rows: readonly Row[]): string {
  const dates = rows.map(({ date }) => date).toSorted();
  return listed([...rows.map(({ adapter }) => adapter), dates[0]!, dates.at(-1)!]);
}
