// The sum under `npm test` must never read better than what happened.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Counts, playwrightCounts, suiteCounts, vitestCounts } from './counts.mjs';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'palimpsest-counts-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a report and counts it. */
function countsOf<Report>(report: unknown, ok: boolean, read: (report: Report) => Counts): Counts {
  const file = join(folder, 'report.json');
  writeFileSync(file, typeof report === 'string' ? report : JSON.stringify(report));
  return suiteCounts(file, ok, read);
}

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const failedFile = { status: 'failed', assertionResults: [{ status: 'failed' }] };
const crashedFile = { status: 'failed', assertionResults: [] };

test('adds a test file that crashed to the failed tests', () => {
  const testResults = [passedFile, failedFile, crashedFile];
  const report = { numPassedTests: 1, numFailedTests: 1, testResults };
  expect(countsOf(report, false, vitestCounts)).toEqual({ passed: 1, failed: 2 });
});

test('counts a flaky browser journey as failed', () => {
  const report = { stats: { expected: 3, unexpected: 1, flaky: 1 } };
  expect(countsOf(report, false, playwrightCounts)).toEqual({ passed: 3, failed: 2 });
});

test('counts a runner that ended in error without a failed test as one failure', () => {
  const report = { numPassedTests: 1, numFailedTests: 0, testResults: [passedFile] };
  expect(countsOf(report, false, vitestCounts)).toEqual({ passed: 1, failed: 1 });
  expect(countsOf(report, true, vitestCounts)).toEqual({ passed: 1, failed: 0 });
});

test('counts a suite without a single test, without a report or with a broken one as one failure', () => {
  const none = { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  expect(countsOf(none, true, vitestCounts)).toEqual({ passed: 0, failed: 1 });
  expect(countsOf('{', true, vitestCounts)).toEqual({ passed: 0, failed: 1 });
  expect(suiteCounts(join(folder, 'missing.json'), true, vitestCounts)).toEqual({
    passed: 0,
    failed: 1,
  });
});
