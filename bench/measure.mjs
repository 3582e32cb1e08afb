// How a train step is timed: the same few lines for every library, in the page and in Node.

import { BATCHES, SIZES, makeBatches, makeWeights } from './data.mjs';

/**
 * What a model module exports: `create`, which gives a learner with equal weights in every library.
 * @typedef {object} Learner
 * @property {(tokens: Int32Array, targets: Int32Array) => Promise<number>} step one whole train step; gives its loss,
 *   the mean cross entropy before the update
 * @property {(tokens: Int32Array, targets: Int32Array) => void | Promise<void>} stepNoRead the same step, queued, its
 *   loss not read back
 * @property {() => Promise<void>} sync resolves when every queued step is done
 * @property {() => void | Promise<void>} dispose
 *
 * @typedef {object} GpuContext
 * @property {GPU} gpu the browser's `navigator.gpu`, or Dawn's in Node
 * @property {'webgpu' | 'wasm'} backend
 *
 * @typedef {(size: import('./data.mjs').Size, weights: import('./data.mjs').Parameter[], context: GpuContext) =>
 *   Promise<Learner>} Create
 *
 * @typedef {object} Options
 * @property {number} seconds wall time of the timed part
 * @property {number} limit the untimed steps stop early this many seconds after the first, which compiles
 */

/** Steps whose losses are read and shown; they are the warm-up, with compilation, and are not timed. */
const WARM_UP_STEPS = 5;
const WINDOWS = 3;
/** A library may queue this much work between two syncs: enough to hide a readback, little enough for memory. */
const SECONDS_PER_SYNC = 0.25;
const MOST_STEPS_PER_SYNC = 50;

const now = () => performance.now() / 1000;

/** Reads the losses of the first steps; gives them, with the seconds of every step. */
async function warmUp(learner, batches, limit) {
  const losses = [];
  const times = [];
  let compiled = 0;
  for (let s = 0; s < WARM_UP_STEPS; s++) {
    const before = now();
    const { tokens, targets } = batches[s % BATCHES];
    losses.push(await learner.step(tokens, targets));
    times.push(now() - before);
    if (s === 0) compiled = now();
    else if (now() - compiled > limit) break;
  }
  return { losses, times };
}

/** Steps per second of one window of at least `seconds`, beginning at step `first`. */
async function timeWindow(learner, batches, seconds, stepsPerSync, first) {
  const start = now();
  let steps = 0;
  do {
    for (let i = 0; i < stepsPerSync; i++, steps++) {
      const { tokens, targets } = batches[(first + steps) % BATCHES];
      await learner.stepNoRead(tokens, targets);
    }
    await learner.sync();
  } while (now() - start < seconds);
  return { steps, stepsPerSecond: steps / (now() - start) };
}

/**
 * Makes a learner and times it: first steps with losses (untimed), then three windows, whose median counts. Where one step takes
 * longer than a window, the warm-up steps after the first (which compiles) are the windows.
 * @param {Create} create
 * @param {string} sizeName
 * @param {GpuContext} context
 * @param {Options} options
 */
export async function measure(create, sizeName, context, { seconds, limit }) {
  const size = SIZES[sizeName];
  const batches = makeBatches(size);
  const start = now();
  const learner = await create(size, makeWeights(size), context);
  const { losses, times } = await warmUp(learner, batches, limit);
  const warmUpSeconds = now() - start;
  const stepSeconds = Math.min(...times.slice(1));
  const windowSeconds = seconds / WINDOWS;

  let rates = times
    .slice(1)
    .slice(-WINDOWS)
    .map((t) => 1 / t);
  let steps = rates.length;
  if (stepSeconds < windowSeconds) {
    const stepsPerSync = Math.round(SECONDS_PER_SYNC / stepSeconds);
    const bounded = Math.min(MOST_STEPS_PER_SYNC, Math.max(1, stepsPerSync));
    rates = [];
    steps = 0;
    for (let w = 0; w < WINDOWS; w++) {
      const first = losses.length + steps;
      const window = await timeWindow(learner, batches, windowSeconds, bounded, first);
      rates.push(window.stepsPerSecond);
      steps += window.steps;
    }
  }
  await learner.dispose();
  const tokens = size.batch * size.context;
  const windows = rates.map((rate) => rate * tokens);
  const tokensPerSecond = [...windows].sort((a, b) => a - b)[Math.floor(windows.length / 2)];
  return { losses, tokensPerSecond, windows, steps, warmUpSeconds };
}

/** The adapter's own words about itself, or null where there is none. */
export async function describeAdapter(gpu) {
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { vendor, architecture, device, description } = adapter.info;
  return [vendor, architecture, device, description].filter(Boolean).join(' ');
}
