// Runs a TypeScript script in Node: `node scripts/run.mjs <script.ts> [arguments]`.
// Goes through Vite, because the engine's shaders are found by import.meta.glob; an adapter is made to exist first.

import { join, resolve } from 'node:path';
import { ensureAdapter } from './setup/adapter.mjs';
import { ensureNodeModules } from './setup/npm.mjs';
import { ROOT, SetupError } from './setup/shell.mjs';

/** Loads the script: its top level runs, then its `main(args)` where it exports one. */
async function runScript() {
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) {
    throw new SetupError('Usage: node scripts/run.mjs <script.ts> [arguments]');
  }
  ensureNodeModules();
  ensureAdapter();
  process.argv.splice(1, Infinity, resolve(script), ...args);
  const { runnerImport } = await import('vite');
  const options = { root: ROOT, configFile: /** @type {const} */ (false) };
  await runnerImport(join(ROOT, 'scripts/node/main.ts'), { ...options, logLevel: 'error' });
}

try {
  await runScript();
  // Dawn's threads would keep the process alive.
  process.exit(0);
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exit(1);
}
