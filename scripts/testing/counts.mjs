// Reads how many tests passed and failed from the JSON reports of Vitest and Playwright; pretty output is never parsed.

import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * Vitest's JSON report. A file that fails before its first test counts as one failure.
 *
 * @param {{ numPassedTests: number, numFailedTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Counts}
 */
export function vitestCounts(report) {
  const crashed = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((t) => t.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + crashed.length };
}

/**
 * Playwright's JSON report. A flaky test is a failed one.
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number } }} report
 * @returns {Counts}
 */
export function playwrightCounts({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}

/**
 * The counts of a suite that has ended: a suite that crashed, ended in error without a failed test, or ran none has one failure.
 *
 * @template Report
 * @param {string} file the JSON report
 * @param {boolean} ok whether the runner's exit code was 0
 * @param {(report: Report) => Counts} read
 * @returns {Counts}
 */
export function suiteCounts(file, ok, read) {
  /** @type {Counts} */
  let counts = { passed: 0, failed: 0 };
  try {
    counts = read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // No report: the runner crashed, which the rule below counts.
  }
  const fine = ok && counts.passed > 0;
  return fine || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}
