// `npm test`: installs what is missing, runs every suite, and prints `N passed, N failed` as its last line.
// `npm test -- unit e2e` runs only the named suites.

import { ensureNodeModules } from './setup/npm.mjs';
import { SetupError } from './setup/shell.mjs';
import { SUITES, total } from './testing/suites.mjs';

/** @typedef {import('./testing/counts.mjs').Counts} Counts */

/** The suites named on the command line, all without a name; the journeys need the page to be built. */
function chosenSuites() {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    const known = SUITES.map((suite) => suite.name).join(', ');
    throw new SetupError(`Suite: expected one of ${known}, got ${unknown.join(', ')}.`);
  }
  if (names.length === 0) return SUITES;
  return SUITES.filter(
    ({ name }) => names.includes(name) || (name === 'build' && names.includes('e2e')),
  );
}

/** @param {import('./testing/suites.mjs').Suite} suite @returns {Counts} */
function runSuite(suite) {
  console.log(`\n== ${suite.name}`);
  const start = Date.now();
  const counts = suite.run();
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`${suite.name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
  return counts;
}

try {
  const suites = chosenSuites();
  ensureNodeModules();
  // Everything is set up before anything runs: a missing piece shows in the first minute.
  new Set(suites.map((suite) => suite.setUp)).forEach((setUp) => setUp());
  const { passed, failed } = total(suites.map(runSuite));
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exit(1);
}
