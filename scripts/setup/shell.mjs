// Small helpers of the set-up: run a command, look one up, install a Debian package, stop with the command to type.
// Plain Node without dependencies: it runs before `npm ci` has.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Something is missing that the set-up may not or can not install; the message names the exact command. */
export class SetupError extends Error {}

/**
 * Runs a command with its output on the terminal.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} [folder]
 * @returns {boolean} whether it ended with exit code 0
 */
export function run(command, args, folder = ROOT) {
  console.log(`$ ${[command, ...args].join(' ')}`);
  // On Windows npm and npx are .cmd files, which only a shell starts.
  const shell = process.platform === 'win32';
  return spawnSync(command, args, { cwd: folder, stdio: 'inherit', shell }).status === 0;
}

/**
 * Runs a command and returns what it wrote to standard output, or null when it could not be run or ended in error.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {string | null}
 */
export function outputOf(command, args) {
  const result = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 60_000,
  });
  return result.status === 0 ? result.stdout.trim() : null;
}

/**
 * The full path of a command, or null.
 *
 * @param {string} name
 * @returns {string | null}
 */
export function findCommand(name) {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** Whether packages come from apt: Debian, Ubuntu and what derives from them. */
export function isDebianLike() {
  return process.platform === 'linux' && findCommand('apt-get') !== null;
}

/** Whether this process may install system packages. */
export function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * A field of /etc/os-release, such as VERSION_CODENAME; '' when it is not there.
 *
 * @param {string} field
 */
export function osRelease(field) {
  if (!existsSync('/etc/os-release')) return '';
  const text = readFileSync('/etc/os-release', 'utf8');
  return new RegExp(`^${field}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
}

/**
 * Installs Debian packages; only for root.
 *
 * @param {readonly string[]} packages
 * @param {string} [release] such as bookworm-backports; the distribution's own when left out
 * @returns {boolean} whether they are installed now
 */
export function aptInstall(packages, release) {
  const from = release === undefined ? [] : ['-t', release];
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...from, ...packages];
  return run('env', ['DEBIAN_FRONTEND=noninteractive', ...install]);
}
