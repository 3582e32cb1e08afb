// The import table is only worth its place in docs/architecture.md if a violation is reported: every line of it is planted here.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT } from '../setup/shell.mjs';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'palimpsest-lint-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Source files of a planted project: path to content. */
type Files = Readonly<Record<string, string>>;

/** Lints a project made of these files and returns `<file>: <rule>` for each finding, sorted. */
function lint(files: Files): string[] {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  copyFileSync(join(ROOT, 'oxlint.config.mjs'), join(folder, 'oxlint.config.mjs'));
  const oxlint = join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const args = [oxlint, '-c', 'oxlint.config.mjs', '--format', 'json', '.'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  const report = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] };
  return report.diagnostics.map(({ filename, code }) => `${filename}: ${code}`).sort();
}

/** One file per import, so that every single one must be reported: file a.ts, b.ts, ... in each importing folder. */
function importing(pairs: readonly (readonly [from: string, specifier: string])[]): Files {
  const lines = pairs.map(([from, specifier], i) => [
    `${from}/file${i}.ts`,
    `import { thing } from '${specifier}';\nthing();\n`,
  ]);
  return Object.fromEntries(lines) as Files;
}

const RULE = 'eslint(no-restricted-imports)';

const FORBIDDEN = [
  ['src/core', '../engine/device.ts'],
  ['src/core', '../learning/index.ts'],
  ['src/core', '../worker/run.worker.ts'],
  ['src/core', '../app/runClient.ts'],
  ['src/core', 'react'],
  ['src/engine', '../learning/learner.ts'],
  ['src/engine', '../worker/run.worker.ts'],
  ['src/engine/ops', '../../app/runClient.ts'],
  ['src/engine/ops', '../../learning'],
  ['src/learning', '../worker/run.worker.ts'],
  ['src/learning/parts', '../../app/store/runStore.ts'],
  ['src/learning', '@mantine/core'],
  ['src/worker', '../app/runClient.ts'],
  ['src/worker', 'zustand/vanilla'],
  ['src/app', '../engine/device.ts'],
  ['src/app/store', '../../learning/catalog.ts'],
  ['src/app', '../worker/run.worker.ts'],
  ['src/app', './../engine/device.ts'],
  ['src/app', '../../src/engine/device.ts'],
  ['src/learning/tasks', '../methods/replay.ts'],
  ['src/learning/methods', '../tasks/index.ts'],
  ['src/learning/objectives', '../metrics/index.ts'],
  ['src/learning/metrics', '../objectives/index.ts'],
  ['src/learning/methods', '../../worker/run.worker.ts'],
  ['src/core', 'node:fs'],
  ['src/engine', 'webgpu'],
  ['src/app', 'node:path'],
  ['src/learning/tasks', 'node:fs/promises'],
  ['src/app', '@/engine/device.ts'],
  ['src/app', '#engine/device.ts'],
  ['src/engine', '../../scripts/node/dawn.ts'],
] as const;

const ALLOWED = [
  ['src/core', './errors.ts'],
  ['src/core', 'zod'],
  ['src/engine', '../core/errors.ts'],
  ['src/engine/ops', '../recorder.ts'],
  ['src/learning', '../core/rng.ts'],
  ['src/learning/methods', '../../engine/flatVector.ts'],
  ['src/learning/methods', '../parts/reservoir.ts'],
  ['src/learning', './tasks/index.ts'],
  ['src/worker', '../learning/trainer.ts'],
  ['src/worker', '../engine/device.ts'],
  ['src/app', '../core/protocol.ts'],
  ['src/app/learners', '../stream/StreamStrip.tsx'],
  ['src/app', 'react'],
  ['src/app', '@mantine/core'],
  ['scripts', '../src/engine/device.ts'],
  ['scripts/node', 'webgpu'],
] as const;

test('reports every forbidden import', () => {
  const files = importing(FORBIDDEN);
  const expected = Object.keys(files).map((file) => `${file}: ${RULE}`);
  expect(lint(files)).toEqual(expected.sort());
});

test('reports no import that the table allows', () => {
  expect(lint(importing(ALLOWED))).toEqual([]);
});

test('reports type imports, re-exports, side effects and dynamic imports alike', () => {
  const files = {
    'src/app/dynamic.ts': `export const load = () => import('../engine/device.ts');\n`,
    'src/app/reexport.ts': `export * from '../engine/device.ts';\n`,
    'src/app/sideEffect.ts': `import '../engine/device.ts';\n`,
    'src/app/types.ts': `import type { Device } from '../engine/device.ts';\nexport type D = Device;\n`,
  };
  expect(lint(files)).toEqual(Object.keys(files).map((file) => `${file}: ${RULE}`));
});

test('lets only the tests of a family import another family', () => {
  const source = `import { thing } from '../tasks/index.ts';\nthing();\n`;
  const files = {
    'src/learning/methods/replay.test.ts': source,
    'src/learning/methods/replay.ts': source,
  };
  expect(lint(files)).toEqual([`src/learning/methods/replay.ts: ${RULE}`]);
});

test('reports import cycles and default exports', () => {
  const files = {
    'src/core/a.ts': `import { b } from './b.ts';\nexport const a = () => b();\n`,
    'src/core/b.ts': `import { a } from './a.ts';\nexport const b = () => a();\n`,
    'src/core/c.ts': `export default 3;\n`,
  };
  expect(lint(files)).toEqual([
    'src/core/a.ts: import(no-cycle)',
    'src/core/b.ts: import(no-cycle)',
    'src/core/c.ts: import(no-default-export)',
  ]);
});
