// What is measured of phases where one ends: how far the model has moved on the prompts of the phase just taught, and whether
// what the next phase asks for pulls against what is known and against what was taught.

import type { GradientCosines } from '../core/runRecord.ts';
import type { Network } from '../engine/model/network.ts';
import { makeBatch, makeScoredBatch } from './batching.ts';
import { logProbabilitiesOf, meanKl } from './divergence.ts';
import type { Item } from './example.ts';
import { interleave } from './tasks/heldOut.ts';
import type { EvaluatedCapability } from './worlds/world.ts';

/** Sequences behind each gradient and each divergence, at most. */
const ITEMS = 32;

export interface PhaseFigures {
  /** KL(base | now) on held-out prompts of the phase just finished; absent at the base. */
  readonly taskForwardKl?: number;
  /** Absent after the last phase. */
  readonly gradientCosines?: GradientCosines;
}

/** Cosine of the angle between two vectors; null where one of them is zero. */
export function cosineOf(a: Float32Array, b: Float32Array): number | null {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, v, i) => sum + v * y[i]!, 0);
  const norms = Math.sqrt(dot(a, a) * dot(b, b));
  return norms > 0 ? dot(a, b) / norms : null;
}

/** Gradient of the mean training loss on these items. Overwrites the network's gradients. */
async function gradientOf(network: Network, items: readonly Item[]): Promise<Float32Array> {
  const into = network.gradientInto(network.gradients, makeBatch(items), 0);
  await network.device.submit([network.begin(), into]);
  return network.snapshot(network.gradients);
}

export class PhaseProbe {
  private readonly capabilities: readonly EvaluatedCapability[];
  private readonly taught: readonly (readonly number[])[];
  private readonly count: number;
  /** Log-probabilities of the base on the held-out items of each phase. */
  private base: readonly (readonly Float64Array[])[] = [];

  /** `taught`: for every phase, the columns of `capabilities` that it teaches; `maxSequences`: of a batch. */
  constructor(
    capabilities: readonly EvaluatedCapability[],
    taught: readonly (readonly number[])[],
    maxSequences: number,
  ) {
    this.capabilities = capabilities;
    this.taught = taught;
    this.count = Math.min(ITEMS, maxSequences);
  }

  /** Takes the network as what divergence is measured from. */
  async begin(network: Network): Promise<void> {
    const base: Float64Array[][] = [];
    for (const columns of this.taught) base.push(await this.probabilities(network, columns));
    this.base = base;
  }

  /** After `finished` phases. */
  async measure(network: Network, finished: number): Promise<PhaseFigures> {
    const last = this.taught[finished - 1];
    const next = this.taught[finished];
    return {
      ...(last && {
        taskForwardKl: meanKl(this.base[finished - 1]!, await this.probabilities(network, last)),
      }),
      ...(next && { gradientCosines: await this.cosines(network, finished, next) }),
    };
  }

  private itemsOf(columns: readonly number[]): Item[] {
    return interleave(
      columns.map((column) => this.capabilities[column]!.items),
      this.count,
    );
  }

  private probabilities(network: Network, columns: readonly number[]): Promise<Float64Array[]> {
    return logProbabilitiesOf(network, [makeScoredBatch(this.itemsOf(columns))]);
  }

  /** Between the gradient of what comes next and those of what the base knows and of what earlier phases taught. */
  private async cosines(
    network: Network,
    finished: number,
    next: readonly number[],
  ): Promise<GradientCosines> {
    const known = [...this.capabilities.keys()].filter(
      (column) => this.capabilities[column]!.capability.group === 'general',
    );
    const before = [...new Set(this.taught.slice(0, finished).flat())];
    const earlier = before.filter((column) => !next.includes(column));
    // A learner that is evaluated at other weights has its own set aside in them.
    const held = await network.snapshot(network.gradients);
    const own = await gradientOf(network, this.itemsOf(next));
    const against = async (columns: readonly number[]) =>
      columns.length === 0 ? null : cosineOf(own, await gradientOf(network, this.itemsOf(columns)));
    const cosines = { general: await against(known), earlier: await against(earlier) };
    network.device.write(network.gradients.buffer, held);
    return cosines;
  }
}
