// Makes a WebGPU adapter exist for Dawn in Node: a real GPU, else Mesa's lavapipe (25 or newer), else Chromium's SwiftShader.
// Which one Dawn sees is decided by VK_ICD_FILENAMES, the Vulkan loader's list of drivers.

import { existsSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium, findChromium } from './chromium.mjs';
import {
  SetupError,
  aptInstall,
  isDebianLike,
  isRoot,
  osRelease,
  outputOf,
  run,
} from './shell.mjs';

/** @typedef {{ name: string, software: boolean }} Adapter */

const DRIVER_FOLDERS = [
  '/usr/share/vulkan/icd.d',
  '/usr/local/share/vulkan/icd.d',
  '/etc/vulkan/icd.d',
];
const MESA_PACKAGES = ['libvulkan1', 'mesa-vulkan-drivers'];
const PROBE = fileURLToPath(new URL('probeAdapter.mjs', import.meta.url));
const BACKPORTS_LIST = '/etc/apt/sources.list.d/palimpsest-backports.list';

/**
 * What Dawn finds with the drivers named in `icd` (every driver of the system when left out); null when nothing works.
 *
 * @param {string} [icd] file names as in VK_ICD_FILENAMES
 * @returns {Adapter | null}
 */
function probe(icd) {
  const before = process.env['VK_ICD_FILENAMES'];
  if (icd !== undefined) process.env['VK_ICD_FILENAMES'] = icd;
  const line = outputOf(process.execPath, [PROBE]);
  if (line !== null) return JSON.parse(line);
  if (before === undefined) delete process.env['VK_ICD_FILENAMES'];
  else process.env['VK_ICD_FILENAMES'] = before;
  return null;
}

/** lavapipe's driver file: lvp_icd.json, or with the architecture in its name. */
function lavapipeFile() {
  const files = DRIVER_FOLDERS.filter(existsSync).flatMap((folder) =>
    readdirSync(folder).map((name) => join(folder, name)),
  );
  return files.find((file) => /lvp_icd[^/]*\.json$/.test(file));
}

/** lavapipe as it is installed; null when it is missing or too old for Dawn. */
function lavapipe() {
  const file = lavapipeFile();
  return file === undefined ? null : probe(file);
}

/** The major version of Mesa that apt would install, 0 when it knows none. */
function mesaOffered() {
  const policy = outputOf('apt-cache', ['policy', 'mesa-vulkan-drivers']) ?? '';
  return Number(/Candidate: (?:\d+:)?(\d+)\./.exec(policy)?.[1] ?? 0);
}

/** Debian's backports of this release, such as bookworm-backports; null on other distributions. */
function backports() {
  return osRelease('ID') === 'debian' ? `${osRelease('VERSION_CODENAME')}-backports` : null;
}

/** The line of /etc/apt that a release's backports need. @param {string} release */
const backportsSource = (release) => `deb http://deb.debian.org/debian ${release} main`;

/** Installs lavapipe 25 or newer as root: the distribution's, or Debian's backport where that is older. */
function installLavapipe() {
  run('apt-get', ['update']);
  if (mesaOffered() >= 25) return aptInstall(MESA_PACKAGES);
  const release = backports();
  if (release === null) return false;
  if (!(outputOf('apt-cache', ['policy']) ?? '').includes(release)) {
    console.log(`Adding ${release} to apt (${BACKPORTS_LIST}).`);
    writeFileSync(BACKPORTS_LIST, `${backportsSource(release)}\n`);
    run('apt-get', ['update']);
  }
  return aptInstall(MESA_PACKAGES, release);
}

/** The commands that `installLavapipe` would run, for a person who may. */
function installCommand() {
  const install = `sudo apt-get install ${MESA_PACKAGES.join(' ')}`;
  const release = backports();
  if (mesaOffered() >= 25 || release === null) return `sudo apt-get update && ${install}`;
  return (
    `echo '${backportsSource(release)}' | sudo tee ${BACKPORTS_LIST} && sudo apt-get update && ` +
    `sudo apt-get install -t ${release} ${MESA_PACKAGES.join(' ')}`
  );
}

/** The driver file of the SwiftShader that comes with Chromium. */
function swiftShaderFile() {
  const chromium = findChromium();
  const folders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];
  if (chromium !== undefined) folders.unshift(dirname(realpathSync(chromium)));
  return folders.map((folder) => join(folder, 'vk_swiftshader_icd.json')).find(existsSync);
}

/** SwiftShader, the slowest of the three; null when Chromium brought none. */
function swiftShader() {
  ensureChromium();
  const file = swiftShaderFile();
  return file === undefined ? null : probe(file);
}

/** lavapipe, installed first where it is missing and apt can. */
function ensureLavapipe() {
  const present = lavapipe();
  if (present || !isDebianLike()) return present;
  if (isRoot()) return installLavapipe() ? lavapipe() : null;
  const file = swiftShaderFile();
  const instead = file
    ? `\nOr use Chromium's slower SwiftShader: export VK_ICD_FILENAMES=${file}`
    : '';
  throw new SetupError(
    `WebGPU adapter: expected a GPU or Mesa's lavapipe 25 or newer, got neither. Run: ${installCommand()}${instead}`,
  );
}

/** The adapter that is there or can be made to be; null when there is none. */
function choose() {
  // A choice that was made already, by a person or by the process that started this one.
  if (process.env['VK_ICD_FILENAMES']) return probe();
  const all = probe();
  if (all && !all.software) return all;
  return ensureLavapipe() ?? swiftShader();
}

/**
 * Makes an adapter exist, checks that Dawn opens it, and sets VK_ICD_FILENAMES for this process and its children.
 * Prints which one it took.
 *
 * @returns {Adapter}
 * @throws {SetupError} when there is none and none may be installed
 */
export function ensureAdapter() {
  const adapter = choose();
  if (!adapter) {
    const drivers = process.env['VK_ICD_FILENAMES'];
    const hint = drivers
      ? `Check VK_ICD_FILENAMES=${drivers}`
      : 'Install a Vulkan driver: Mesa 25 or newer has lavapipe, which needs no GPU.';
    throw new SetupError(`WebGPU adapter: expected one that Dawn can open, got none. ${hint}`);
  }
  console.log(`WebGPU in Node: ${adapter.name} (${adapter.software ? 'software' : 'GPU'})`);
  return adapter;
}
