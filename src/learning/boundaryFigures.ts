// What is measured only at the base and where phases end, because it is dear or because only ends count: which items are right,
// how pairs of functions are answered, and how far the model has moved from the base.

import type { BoundaryFigures, CompositionFigures } from '../core/runRecord.ts';
import type { Batch } from '../engine/batch.ts';
import type { Network } from '../engine/model/network.ts';
import { makeScoredBatch } from './batching.ts';
import { logProbabilitiesOf, meanKl } from './divergence.ts';
import { type EvaluationSet, evaluateNetwork, makeEvaluationSet } from './evaluate.ts';
import { PhaseProbe } from './phaseProbe.ts';
import { interleave } from './tasks/heldOut.ts';
import type { Composition, EvaluatedCapability } from './worlds/world.ts';

/** Figures of the network alone; which items are right comes with the evaluation. */
export type NetworkFigures = Omit<BoundaryFigures, 'right'>;

/** Sequences on which the divergence from the base is measured. */
const DIVERGENCE_ITEMS = 64;

interface Base {
  readonly values: Float32Array;
  readonly norm: number;
  /** Log-probabilities at the positions that count, one batch after the other. */
  readonly logProbabilities: readonly Float64Array[];
}

function distance(a: Float32Array, b: Float32Array): number {
  return Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0));
}

export class BoundaryProbe {
  private readonly batches: readonly Batch[];
  private readonly compositions: readonly Composition[];
  private readonly sets: ReadonlyMap<Composition, EvaluationSet>;
  private readonly phases: PhaseProbe;
  private base: Base | null = null;

  /**
   * `capabilities`: of which the general ones are where the divergence is measured; `taught`: their columns that each phase
   * teaches; `maxRows` and `maxSequences` of a batch.
   */
  constructor(
    capabilities: readonly EvaluatedCapability[],
    taught: readonly (readonly number[])[],
    compositions: readonly Composition[],
    maxRows: number,
    maxSequences: number,
  ) {
    const general = capabilities.filter(({ capability }) => capability.group === 'general');
    const items = interleave(
      general.map((c) => c.items),
      DIVERGENCE_ITEMS,
    );
    this.batches = Array.from({ length: Math.ceil(items.length / maxSequences) }, (_, i) =>
      makeScoredBatch(items.slice(i * maxSequences, (i + 1) * maxSequences)),
    );
    this.phases = new PhaseProbe(capabilities, taught, maxSequences);
    this.compositions = compositions;
    this.sets = new Map(
      compositions.map((composition) => [composition, setOf(composition, maxRows, maxSequences)]),
    );
  }

  /** Takes the base as what later figures are compared with, and measures it; null when `stop` cut it short. */
  async begin(network: Network, stop?: () => boolean): Promise<NetworkFigures | null> {
    const values = await network.snapshot();
    const norm = Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
    this.base = { values, norm, logProbabilities: await logProbabilitiesOf(network, this.batches) };
    await this.phases.begin(network);
    return this.measure(network, 0, (kind) => kind === 'base', stop);
  }

  /** Measures a network after `finished` phases; pairs of the wanted kinds only. Null when `stop` cut it short. */
  async measure(
    network: Network,
    finished: number,
    wanted: (kind: Composition['kind']) => boolean,
    stop?: () => boolean,
  ): Promise<NetworkFigures | null> {
    const { values, norm, logProbabilities: before } = this.base!;
    const now = await logProbabilitiesOf(network, this.batches);
    const compositions: CompositionFigures[] = [];
    for (const composition of this.compositions.filter(({ kind }) => wanted(kind))) {
      const result = await evaluateNetwork(network, this.sets.get(composition)!, stop);
      if (!result) return null;
      const [accuracy, inner, outer] = result.accuracy as [number, number, number];
      const { kind, pairs } = composition;
      compositions.push({ kind, accuracy, inner, outer, items: pairs.length });
    }
    return {
      compositions,
      forwardKl: meanKl(before, now),
      reverseKl: meanKl(now, before),
      ...(await this.phases.measure(network, finished)),
      weightDistance: norm > 0 ? distance(await network.snapshot(), values) / norm : 0,
    };
  }
}

/** The pairs and their parts as three capabilities of one evaluation. */
function setOf(composition: Composition, maxRows: number, maxSequences: number): EvaluationSet {
  const lists = [composition.pairs, composition.inner, composition.outer];
  const capabilities = lists.map((items, i): EvaluatedCapability => {
    const id = `${composition.kind}.${['pairs', 'inner', 'outer'][i]}`;
    const naming = { id, label: id, short: '', group: 'composed', chance: 0 } as const;
    return { capability: { ...naming, items: items.length }, items };
  });
  return { ...makeEvaluationSet(capabilities, maxRows, maxSequences), sample: null };
}
