// Set-up file of the `node` test project: makes Dawn the `navigator.gpu`, so that a GPU test is the same file on both hosts.

import { dawnGpu } from './dawn.ts';

Object.defineProperty(globalThis, 'navigator', { value: { gpu: dawnGpu() }, configurable: true });
