// What was measured is found again, and only for the arm as it is defined now.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FINDINGS } from './definitions/index.ts';
import { keyOf } from './plan.ts';
import { keepRow, keptRow, measuredOf, readRows, type Row, rowsOf, writeRows } from './store.ts';

const home = process.cwd();
beforeAll(() => process.chdir(mkdtempSync(join(tmpdir(), 'findings-'))));
afterAll(() => process.chdir(home));

// On random weights: the key of a shipped base is read from the repository.
const E10 = FINDINGS.find(({ id }) => id === 'e10')!;
const arm = E10.arms[0]!;

const row = (seed: number, change: Partial<Row> = {}): Row => ({
  finding: 'e10',
  arm: arm.id,
  seed,
  key: keyOf(arm),
  figures: Object.fromEntries(E10.figures.map(({ id }) => [id, seed / 10])),
  seconds: 1,
  adapter: 'test',
  date: '2026-01-01',
  ...change,
});

test('a row is kept by finding, arm and seed', () => {
  expect(keptRow(E10, arm, 1)).toBeNull();
  keepRow(row(1));
  expect(keptRow(E10, arm, 1)).toEqual(row(1));
  expect(keptRow(E10, arm, 2)).toBeNull();
  expect(keptRow(E10, E10.arms[1]!, 1)).toBeNull();
});

test('one of another definition, or without a figure that is asked for now, has to be run again', () => {
  keepRow(row(3, { key: 'other' }));
  expect(keptRow(E10, arm, 3)).toBeNull();
  keepRow(row(4, { figures: { 'online-first': 0.5 } }));
  expect(keptRow(E10, arm, 4)).toBeNull();
});

test('all rows are in one file, and what counts of them are figures by arm and seed', () => {
  expect(readRows()).toEqual([]);
  const rows = [row(1), row(2), row(3, { key: 'other' })];
  writeRows(rows);
  expect(readRows()).toEqual(rows);
  expect(rowsOf(E10, readRows())).toEqual([row(1), row(2)]);
  const measured = measuredOf({ ...E10, arms: [arm] }, rowsOf(E10, readRows()));
  expect(measured.seeds).toEqual([1, 2]);
  expect(measured.values(arm.id, E10.figures[0]!)).toEqual([0.1, 0.2]);
});
