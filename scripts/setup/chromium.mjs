// Finds a full Chromium for the browser tests, or installs one. Chromium's headless shell has no WebGPU, so it will not do.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  SetupError,
  aptInstall,
  findCommand,
  isDebianLike,
  isRoot,
  outputOf,
  run,
} from './shell.mjs';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The system fonts behind the screenshots: Greek and operators fall back to them. */
const FONTS = ['fonts-dejavu-core', 'fonts-dejavu-extra', 'fonts-liberation'];

/** Flags that give WebGPU on software adapters too, and let Chromium run as root in a container. */
export const CHROMIUM_ARGS = ['--no-sandbox', '--enable-unsafe-webgpu'];

/** Where Playwright keeps the Chromium it downloaded, whether or not it has; null before `npm ci`. */
function playwrightChromium() {
  try {
    const require = createRequire(import.meta.url);
    /** @type {typeof import('playwright')} */
    const playwright = require('playwright');
    return playwright.chromium.executablePath();
  } catch {
    return null;
  }
}

/**
 * The Chromium to test with, without installing anything: PALIMPSEST_CHROMIUM, else the system's, else Playwright's.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env['PALIMPSEST_CHROMIUM'];
  if (named) return named;
  const candidates = [...COMMANDS.map(findCommand), ...MAC_APPLICATIONS, playwrightChromium()];
  return candidates.find((path) => path !== null && existsSync(path)) ?? undefined;
}

/** The version of the Chromium found, or null when there is none that starts (Ubuntu's package is a stub for snap). */
function usable() {
  const path = findChromium();
  const version = path === undefined ? null : outputOf(path, ['--version']);
  return path === undefined || version === null ? null : { path, version };
}

/** The ways to get one, best first; each returns whether it was worth a new look. */
const INSTALLERS = [
  () =>
    isDebianLike() && isRoot() && run('apt-get', ['update']) && aptInstall(['chromium', ...FONTS]),
  () => run('npx', ['playwright', 'install', 'chromium']),
];

/**
 * Makes a Chromium available and names it in PALIMPSEST_CHROMIUM for the processes started from here.
 *
 * @returns {string} its path
 * @throws {SetupError} when there is none and none can be installed
 */
export function ensureChromium() {
  let found = usable();
  for (const install of INSTALLERS) {
    if (found) break;
    if (install()) found = usable();
  }
  if (!found) {
    const command = isDebianLike()
      ? 'sudo apt-get install chromium'
      : 'npx playwright install chromium';
    throw new SetupError(
      `Chromium: expected one that starts, got none. Run: ${command} (or name one in PALIMPSEST_CHROMIUM)`,
    );
  }
  process.env['PALIMPSEST_CHROMIUM'] = found.path;
  console.log(`Chromium: ${found.version} (${found.path})`);
  return found.path;
}
