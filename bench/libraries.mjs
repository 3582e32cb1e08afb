// What is compared: one row per library, backend and host. Adding a library is a module in models/ and a line here.

/**
 * @typedef {object} Library
 * @property {string} id what `--only` takes
 * @property {string} label
 * @property {string} module in bench/models/
 * @property {'webgpu' | 'wasm'} backend
 * @property {'browser' | 'node'} host
 * @property {boolean} peer ratios are to the fastest peer of the same backend and host
 */

/** @type {Library[]} */
export const LIBRARIES = [
  {
    id: 'palimpsest',
    label: 'Palimpsest',
    module: 'palimpsest.ts',
    backend: 'webgpu',
    host: 'browser',
    peer: false,
  },
  {
    id: 'jax',
    label: 'jax-js',
    module: 'jax.mjs',
    backend: 'webgpu',
    host: 'browser',
    peer: true,
  },
  {
    id: 'tfjs',
    label: 'TensorFlow.js',
    module: 'tfjs.mjs',
    backend: 'webgpu',
    host: 'browser',
    peer: true,
  },
  {
    id: 'jax-wasm',
    label: 'jax-js',
    module: 'jax.mjs',
    backend: 'wasm',
    host: 'browser',
    peer: true,
  },
  {
    id: 'palimpsest-node',
    label: 'Palimpsest',
    module: 'palimpsest.ts',
    backend: 'webgpu',
    host: 'node',
    peer: false,
  },
  {
    id: 'jax-node',
    label: 'jax-js',
    module: 'jax.mjs',
    backend: 'webgpu',
    host: 'node',
    peer: true,
  },
];
