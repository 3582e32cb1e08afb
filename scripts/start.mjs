// `npm start`: installs, builds and serves the page on this machine, and opens it in a browser.
// `-- --no-open` only prints the address. Plain Node, so that it works on a fresh clone.

import { spawn } from 'node:child_process';
import { ensureNodeModules } from './setup/npm.mjs';
import { ROOT, SetupError } from './setup/shell.mjs';

/**
 * The command that opens an address on this system, or null where there is nobody to see it.
 *
 * @param {string} url
 * @returns {[string, string[]] | null}
 */
function openCommand(url) {
  if (process.argv.includes('--no-open') || process.env['CI']) return null;
  if (process.platform === 'darwin') return ['open', [url]];
  if (process.platform === 'win32') return ['cmd', ['/c', 'start', '', url]];
  const screen = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  return screen ? ['xdg-open', [url]] : null;
}

/**
 * Opens the page; the address is on the terminal already, so a browser that does not start is no error.
 *
 * @param {string} url
 */
function openPage(url) {
  const command = openCommand(url);
  if (command === null) return;
  const child = spawn(...command, { stdio: 'ignore', detached: true });
  child.on('error', () =>
    console.log('No browser could be opened from here: open the address by hand.'),
  );
  child.unref();
}

/** Builds, then serves on 4173 or the next free port: a steady address keeps what the browser stored for it. */
async function start() {
  ensureNodeModules();
  const { build, preview } = await import('vite');
  await build({ root: ROOT, logLevel: 'warn' });
  const server = await preview({ root: ROOT, preview: { host: 'localhost', port: 4173 } });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new SetupError('Preview: expected a local address, got none.');
  console.log(`\nPalimpsest: ${url}\nCtrl-C stops it.`);
  openPage(url);
}

try {
  await start();
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exit(1);
}
