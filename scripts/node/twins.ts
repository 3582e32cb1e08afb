// The hero and its twin, graded seed by seed: what `npm run twins` keeps and docs/scorecard.md shows.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ClauseGrade } from '../../src/core/grade.ts';

const DATA_FILE = 'docs/data/twins.json';

/** The same stream, learner and retention on two bases. */
export const TWINS = ['step-by-step', 'direct'] as const;
export const TWIN_LEARNER = 'replay';
export const TWIN_SEEDS = [1, 2, 3, 4, 5] as const;

/** The grade of one seed alone. */
export interface TwinRow {
  readonly preset: (typeof TWINS)[number];
  readonly seed: number;
  readonly clauses: readonly Omit<ClauseGrade, 'conditions'>[];
  readonly adapter: string;
  /** ISO day. */
  readonly date: string;
}

export function readTwins(): TwinRow[] {
  return existsSync(DATA_FILE) ? (JSON.parse(readFileSync(DATA_FILE, 'utf8')) as TwinRow[]) : [];
}

/** In order, a line for each row. */
export function writeTwins(rows: readonly TwinRow[]): void {
  const place = ({ preset, seed }: TwinRow) => TWINS.indexOf(preset) * 1000 + seed;
  const sorted = rows.toSorted((a, b) => place(a) - place(b));
  writeFileSync(DATA_FILE, `[\n${sorted.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`);
}
