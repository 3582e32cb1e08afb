// The Node side of the bench: `node bench/node.mjs '<request as JSON>'` measures one library on Dawn and prints the
// result as the last line. A process of its own, so that libraries do not share a device or a garbage collector.

import { fileURLToPath, pathToFileURL } from 'node:url';
import { runnerImport } from 'vite';
import { create as createDawn, globals } from 'webgpu';
import { describeAdapter, measure } from './measure.mjs';

/** Makes Dawn the page's `navigator.gpu`, which is where libraries look for it. */
function installDawn() {
  const gpu = createDawn([]);
  Object.assign(globalThis, globals);
  // userAgent: jax-js reads it to tell browsers apart.
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'Node' } });
  return gpu;
}

async function loadModel(name) {
  const path = fileURLToPath(new URL(`models/${name}`, import.meta.url));
  if (!name.endsWith('.ts')) return import(pathToFileURL(path).href);
  const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
  return module;
}

const { module, backend, size, seconds, limit } = JSON.parse(process.argv[2]);
const gpu = installDawn();
const { create } = await loadModel(module);
const result = await measure(create, size, { gpu, backend }, { seconds, limit });
const line = JSON.stringify({ ...result, adapter: await describeAdapter(gpu) });
// Dawn keeps the process alive: end it, but only once the line is out.
process.stdout.write(`${line}\n`, () => process.exit());
