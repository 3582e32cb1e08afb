// `npm run bench`: tokens per second of whole train steps, Palimpsest next to other libraries, from equal weights and
// data. Options: --sizes tiny,small --only palimpsest,jax --seconds 10 --limit 240. Ids: see libraries.mjs.

import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { openBrowserHost } from './browser.mjs';
import { SIZES, flopsPerToken, makeBatches, makeWeights } from './data.mjs';
import { LIBRARIES } from './libraries.mjs';
import { referenceLoss } from './reference.mjs';
import { compareLosses, markdownTable, oneLine } from './report.mjs';

const BENCH = fileURLToPath(new URL('.', import.meta.url));
const LAVAPIPE = ['lvp_icd.json', 'lvp_icd.x86_64.json', 'lvp_icd.aarch64.json'].map(
  (name) => `/usr/share/vulkan/icd.d/${name}`,
);

function readOptions() {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: Object.keys(SIZES).join(',') },
      only: { type: 'string', default: LIBRARIES.map(({ id }) => id).join(',') },
      seconds: { type: 'string', default: '10' },
      limit: { type: 'string', default: '240' },
    },
  });
  const pick = (list, known, what) => {
    const names = list.split(',');
    const wrong = names.find((name) => !known.includes(name));
    if (wrong) throw new Error(`${what}: expected some of ${known.join(', ')}, got ${wrong}.`);
    return known.filter((name) => names.includes(name));
  };
  const ids = pick(
    values.only,
    LIBRARIES.map(({ id }) => id),
    '--only',
  );
  return {
    sizes: pick(values.sizes, Object.keys(SIZES), '--sizes'),
    libraries: LIBRARIES.filter(({ id }) => ids.includes(id)),
    seconds: Number(values.seconds),
    limit: Number(values.limit),
  };
}

/** Installs the peers once, apart from the product's dependencies. */
function installPeers() {
  if (existsSync(`${BENCH}node_modules`)) return;
  console.log('Installing the peers in bench/ ...');
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: BENCH, stdio: 'inherit' });
}

/** Dawn's environment: without a GPU, lavapipe, which is many times faster than SwiftShader in Node. */
function nodeEnvironment() {
  const hasGpu = existsSync('/dev/dri') || existsSync('/dev/nvidia0');
  const lavapipe = LAVAPIPE.find((path) => existsSync(path));
  if (process.env.VK_ICD_FILENAMES || hasGpu || !lavapipe) return process.env;
  return { ...process.env, VK_ICD_FILENAMES: lavapipe };
}

/** Measures one request in a process of its own. */
async function runInNode(request) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`${BENCH}node.mjs`, JSON.stringify(request)],
    { env: nodeEnvironment(), maxBuffer: 2 ** 24 },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** One library at one size. A failure is a row too: it must not hide the others. */
async function measureRow(library, size, options, browserHost) {
  const request = {
    module: library.module,
    backend: library.backend,
    size,
    seconds: options.seconds,
    limit: options.limit,
  };
  const named = { ...library, size };
  try {
    const result = await (library.host === 'node' ? runInNode(request) : browserHost.run(request));
    const gigaflops = (result.tokensPerSecond * flopsPerToken(SIZES[size])) / 1e9;
    return { ...named, ...result, gigaflops };
  } catch (error) {
    return { ...named, error: String(error.stderr || error.message).trim() };
  }
}

async function main() {
  const options = readOptions();
  installPeers();
  const browserHost = options.libraries.some(({ host }) => host === 'browser')
    ? await openBrowserHost()
    : null;
  const rows = [];
  const references = {};
  for (const name of options.sizes) {
    const size = SIZES[name];
    references[name] = referenceLoss(size, makeWeights(size), makeBatches(size)[0]);
    console.log(`\n${name}: first loss of the 64-bit reference ${references[name].toFixed(5)}`);
    // Libraries take turns within a size, so that a machine that slows down slows all of them.
    for (const library of options.libraries) {
      const row = await measureRow(library, name, options, browserHost);
      rows.push(row);
      console.log(oneLine(row));
    }
  }
  await browserHost?.close();
  const disagreements = compareLosses(rows, references);
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}`;
  mkdirSync(`${BENCH}results`, { recursive: true });
  const date = new Date().toISOString();
  const record = { date, machine, seconds: options.seconds, references, rows };
  writeFileSync(`${BENCH}results/latest.json`, JSON.stringify(record, null, 2));
  console.log(`\n${date.slice(0, 10)}, ${machine}\n\n${markdownTable(rows, options.sizes)}`);
  for (const line of disagreements) console.error(line);
  process.exit(disagreements.length > 0 || rows.some(({ error }) => error) ? 1 : 0);
}

await main();
