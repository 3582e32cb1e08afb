// Installs the npm packages of a folder when they are missing or older than its lock file.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, SetupError, run } from './shell.mjs';

/**
 * Makes node_modules match package-lock.json.
 *
 * Install scripts are not run: no package here needs one, and a fresh clone then executes nothing it has not read.
 *
 * @param {string} [folder] absolute; the repository's when left out
 */
export function ensureNodeModules(folder = ROOT) {
  const installed = join(folder, 'node_modules', '.package-lock.json');
  const lock = join(folder, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('Installing the npm packages (once).');
  if (!run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder)) {
    throw new SetupError(
      `npm packages: expected npm ci to end well in ${folder}, got an error. Run: npm ci --ignore-scripts`,
    );
  }
}
