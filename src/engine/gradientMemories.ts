// Settles a vector with the gradients of several memories in three recorded steps: all dot products, weights from these,
// and the sum with the weights. Nothing is read back; the decisions are in gem_weights.wgsl and pcgrad_weights.wgsl.

import type { Device, DeviceBuffer } from './device.ts';
import { type FlatVector, dot } from './flatVector.ts';
import { gem_weights, pcgrad_weights, vector_combine } from './kernels/gradientMemories.ts';
import { threadGrid } from './kernels/threadGrid.ts';
import { type Recorder, dynamic } from './recorder.ts';

/** Times over all memories that the dual of GEM is improved at most. */
const SWEEPS = 200;
/** Added to the diagonal of the dual, in units of its mean; the published code adds 1e-3, whatever the gradients' size. */
const RIDGE = 1e-3;

export interface Settlement {
  readonly device: Device;
  readonly dotScratch: DeviceBuffer;
  /** (1 + memories)^2 dot products. */
  readonly gram: DeviceBuffer;
  /** 1 + memories weights. */
  readonly weights: DeviceBuffer;
  readonly memories: readonly FlatVector[];
}

/** Dot products of `first` and all memories with each other into the upper triangle of the Gram matrix. */
function recordGram(recorder: Recorder, first: FlatVector, settlement: Settlement): void {
  const { device, dotScratch, gram, memories } = settlement;
  const vectors = [first, ...memories];
  vectors.forEach((left, i) => {
    for (const [j, right] of vectors.entries()) {
      if (j < i) continue;
      const target = { buffer: gram, offset: i * vectors.length + j };
      dot(recorder, device.adapter.variant, left, right, dotScratch, target);
    }
  });
}

/** target <- (scaleOwn ? weights[0] : 1) target + factor sum of weights[i] memory i */
function recordSum(
  recorder: Recorder,
  target: FlatVector,
  { weights, memories }: Settlement,
  { factor, scaleOwn }: { readonly factor: number; readonly scaleOwn: boolean },
): void {
  const count = target.layout.length;
  memories.forEach((memory, i) => {
    recorder.dispatch(
      vector_combine,
      { weights, source: memory.buffer, destination: target.buffer },
      { count, index: i + 1, factor, scale_own: scaleOwn && i === 0 ? 1 : 0 },
      threadGrid(count / 4),
      3 * count,
    );
  });
}

export interface GemOptions {
  /** What must not point against the memories: the target itself, or the part of it that the last step added. */
  readonly deciding: FlatVector;
  readonly target: FlatVector;
  /** 1: a gradient; -1: an update. */
  readonly side: 1 | -1;
  /** Smallest weight of every memory where one is violated; above 0, all memories are followed a little. */
  readonly margin: number;
}

/** GEM: adds to the target the smallest sum of memories' gradients after which it points against none of them. */
export function settleByGem(recorder: Recorder, settlement: Settlement, options: GemOptions): void {
  const { gram, weights, memories } = settlement;
  const { deciding, target, side, margin } = options;
  const params = { count: 1 + memories.length, side, margin, ridge: RIDGE, sweeps: SWEEPS };
  recordGram(recorder, deciding, settlement);
  recorder.dispatch(gem_weights, { gram, weights }, params, [1], 1000 * memories.length ** 2);
  recordSum(recorder, target, settlement, { factor: side, scaleOwn: false });
}

/** PCGrad: the target becomes the sum of it and the memories' gradients, each without its conflicts. Dynamic param: seed. */
export function settleByPcgrad(
  recorder: Recorder,
  settlement: Settlement,
  target: FlatVector,
): void {
  const { gram, weights, memories } = settlement;
  const params = { count: 1 + memories.length, seed: dynamic('seed') };
  recordGram(recorder, target, settlement);
  recorder.dispatch(pcgrad_weights, { gram, weights }, params, [1], 2 * params.count ** 3);
  recordSum(recorder, target, settlement, { factor: 1, scaleOwn: true });
}
