// The suites of `npm test`, in the order in which they run. Each returns how many tests passed and failed.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureAdapter } from '../setup/adapter.mjs';
import { ensureChromium } from '../setup/chromium.mjs';
import { ROOT, run } from '../setup/shell.mjs';
import { playwrightCounts, suiteCounts, vitestCounts } from './counts.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {{ name: string, setUp: () => void, run: () => Counts }} Suite */

const CACHE = join(ROOT, '.cache');
const CHECKS = ['check:types', 'check:lint', 'check:format', 'check:unused'];

/** A fresh place for a suite's report: one left over from an earlier run must not be counted. @param {string} name */
function reportFile(name) {
  const file = join(CACHE, `${name}.json`);
  mkdirSync(CACHE, { recursive: true });
  rmSync(file, { force: true });
  return file;
}

/** @param {string} script of package.json; each counts as one test @returns {Counts} */
function script(script) {
  const ok = run('npm', ['run', '--silent', script]);
  if (!ok) console.log(`FAILED: npm run ${script}`);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/** @param {readonly Counts[]} counts @returns {Counts} */
export function total(counts) {
  const sum = (/** @type {keyof Counts} */ key) => counts.reduce((n, count) => n + count[key], 0);
  return { passed: sum('passed'), failed: sum('failed') };
}

/** @param {string} project of vitest.config.ts @param {readonly string[]} [options] @returns {Counts} */
function vitest(project, options = []) {
  const file = reportFile(project);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ok = run('npx', ['vitest', 'run', `--project=${project}`, ...options, ...reporters]);
  return suiteCounts(file, ok, vitestCounts);
}

/** @returns {Counts} */
function playwright() {
  // Named in playwright.config.ts, too.
  const file = reportFile('playwright');
  const ok = run('npx', ['playwright', 'test']);
  return suiteCounts(file, ok, playwrightCounts);
}

const nothing = () => {};

/** @type {readonly Suite[]} */
export const SUITES = [
  { name: 'check', setUp: nothing, run: () => total(CHECKS.map(script)) },
  { name: 'unit', setUp: nothing, run: () => vitest('unit', ['--fileParallelism']) },
  { name: 'gpu', setUp: ensureAdapter, run: () => vitest('node') },
  { name: 'browser', setUp: ensureChromium, run: () => vitest('chromium') },
  { name: 'build', setUp: nothing, run: () => script('build') },
  { name: 'e2e', setUp: ensureChromium, run: playwright },
];
