// The page of the bench: loads one library's model module and measures it when bench/browser.mjs calls `runBench`.

import { describeAdapter, measure } from '../measure.mjs';

const models = import.meta.glob('../models/*.{mjs,ts}');

/**
 * @param {{ module: string, backend: 'webgpu' | 'wasm', size: string, seconds: number, limit: number }} request
 * @returns the result of `measure` and the adapter's description
 */
window.runBench = async ({ module, backend, size, seconds, limit }) => {
  const load = models[`../models/${module}`];
  if (!load) throw new Error(`bench: expected a model module ${module}, got none.`);
  const { create } = await load();
  const context = { gpu: navigator.gpu, backend };
  const result = await measure(create, size, context, { seconds, limit });
  return { ...result, adapter: await describeAdapter(navigator.gpu) };
};
