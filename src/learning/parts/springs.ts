// Springs on the weights, as strong as each weight was measured to matter: what EWC and MAS have in common. The base, on
// its own data, counts as the first phase; at every boundary the importance of the phase that ends is added to what is left
// of the earlier ones. Strengths are in units that do not depend on the model: the importance is divided by the base's mean.

import type { NumberParam, ToggleParam } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import { pullToAnchor } from '../../engine/consolidation.ts';
import type { FlatVector } from '../../engine/flatVector.ts';
import { dynamic } from '../../engine/recorder.ts';
import type { Item } from '../example.ts';
import type { Method, MethodContext } from '../roles.ts';
import { capped, meanElement, runningSum, weightedMean } from './fisher.ts';
import { Reservoir } from './reservoir.ts';
import { countStored } from '../storedCounts.ts';

/** The largest elements of each phase's importance are cut down to this quantile. */
const CAP = 0.999;
/** The phase that the base counts as. */
const BASE = -1;

export const decay: NumberParam = {
  kind: 'number',
  label: 'decay',
  symbol: 'γ',
  help: 'What is left of the running importance at each boundary; below 1 the past fades.',
  default: 1,
  min: 0,
  max: 1,
  scale: 'linear',
  format: 'plain',
};

export const protectBase: ToggleParam = {
  kind: 'toggle',
  label: 'protect the base',
  help: "Counts the base on its own data as the first task; off: only the stream's tasks are held.",
  default: true,
};

export interface SpringSettings {
  /** Names the draws of examples. */
  readonly owner: string;
  /** Mean force of the springs of the base. */
  readonly strength: number;
  /** Examples on which each phase is measured. */
  readonly inputs: number;
  readonly decay: number;
  readonly base: boolean;
  /** `latest`: all phases pull to the weights at the last boundary; `own`: each to those at its own end. */
  readonly anchors: 'latest' | 'own';
}

/** Adds the importance of every weight on these examples to `total`; false when `stop` cut it short. */
export type Measure = (
  total: FlatVector,
  items: readonly Item[],
  phase: number,
  stop?: () => boolean,
) => Promise<boolean>;

/** The method's hooks. It holds two vectors: the summed importance, and one anchor. */
export function importanceSprings(
  context: MethodContext,
  settings: SpringSettings,
  measure: Measure,
): Method {
  const { verbs, seed, phases } = context;
  const { parameters, gradients } = verbs;
  const { layout } = parameters;
  const importance = verbs.vector('importance');
  const anchor = verbs.vector('anchor');
  const springs = { parameters, anchor, gradients, importance };
  const pull = verbs.record('pull', (r) => pullToAnchor(r, springs, dynamic('penalty_strength')));
  const rng = new Rng(seed, hashString(`${settings.owner}.examples`));
  let present = new Reservoir<Item>(settings.inputs);
  /** strength / mean of the base's importance, fixed before the first phase. */
  let force = 0;

  async function consolidate(items: readonly Item[], phase: number, stop?: () => boolean) {
    const earlier = await verbs.read(importance);
    verbs.write(importance, new Float32Array(layout.length));
    if (!(await measure(importance, items, phase, stop))) return;
    const fresh = await verbs.read(importance);
    if (phase === BASE) {
      const mean = meanElement(fresh, layout);
      force = mean > 0 ? settings.strength / mean : 0;
    }
    const counts = phase !== BASE || settings.base;
    const added = counts ? capped(fresh, layout, CAP) : new Float32Array(fresh.length);
    const here = await verbs.read(parameters);
    if (settings.anchors === 'latest') verbs.write(anchor, here);
    else {
      // The sum of springs F_j (theta - theta_j) is one spring sum F_j from the mean of the anchors weighted by F_j, exactly.
      const left = earlier.map((x) => settings.decay * x);
      verbs.write(anchor, weightedMean(await verbs.read(anchor), left, here, added));
    }
    verbs.write(importance, runningSum(earlier, added, settings.decay));
  }

  return {
    async beginPhase(phase, stop) {
      if (phase > 0) return;
      const general = Array.from({ length: settings.inputs }, () => context.sampleGeneral(rng));
      await consolidate(general, BASE, stop);
    },
    addPenalty: () => [{ program: pull, values: { penalty_strength: force } }],
    afterStep(items) {
      for (const { item } of items) present.offer(item, rng);
    },
    async endPhase(phase, stop) {
      // After the last phase nothing is left to be protected from.
      if (phase < phases.length - 1) await consolidate(present.items, phase, stop);
      present = new Reservoir(settings.inputs);
    },
    storedExamples: () => countStored(0, [present.items]),
  };
}
