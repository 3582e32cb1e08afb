// Two signs of a network that loses the ability to learn (Dohare et al. 2024, Nature 632): units that do nothing any more, and
// representations that fill ever fewer dimensions.

import type { ModelShape } from '../core/experiment.ts';
import type { ProbeFigures } from '../engine/model/probe.ts';
import type { Pieces } from '../engine/turns.ts';
import { symmetricEigen } from './parts/symmetricEigen.ts';

/** At or below this share of its layer's mean activity a unit is dormant (Sokar et al. 2023, arXiv 2302.12902, tau). */
const DORMANT = 0.025;

/**
 * Share of the hidden units of all MLPs that are dead. ReLU: never above 0 on the tokens seen, so that no gradient reaches them.
 * GELU and SwiGLU, which are almost never exactly 0: dormant as in ReDo, s_i = E|h_i| / mean_k E|h_k| <= 0.025 within a layer.
 *
 * @param activity for every layer, E|h_i| of each unit
 */
export function deadUnits(activity: readonly Float64Array[], mlp: ModelShape['mlp']): number {
  const dead = activity.map((layer) => {
    const mean = layer.reduce((sum, a) => sum + a, 0) / layer.length;
    // A ReLU's output is never negative, so its mean is 0 only where it always is. A layer without any activity is all dead.
    const most = mlp === 'relu' ? 0 : DORMANT * mean;
    return layer.reduce((count, a) => count + (a <= most ? 1 : 0), 0);
  });
  const units = activity.reduce((sum, layer) => sum + layer.length, 0);
  return dead.reduce((sum, count) => sum + count, 0) / units;
}

/** Products of all pairs of rows of a `rows x columns` matrix, or of its columns where these are fewer; a row is a piece. */
function* smallerGram(
  states: Float32Array,
  columns: number,
): Pieces<{ gram: Float64Array; size: number }> {
  const rows = states.length / columns;
  const size = Math.min(rows, columns);
  const [step, next] = rows < columns ? [columns, 1] : [1, columns];
  const inner = Math.max(rows, columns);
  const gram = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++)
        sum += states[i * step + k * next]! * states[j * step + k * next]!;
      gram[i * size + j] = sum;
      gram[j * size + i] = sum;
    }
    yield;
  }
  return { gram, size };
}

/**
 * Effective rank (Roy and Vetterli 2007): exp of the entropy of the singular values divided by their sum. From 1, all states on
 * one line, to the width. States are not centred, as in the published code of Dohare et al. 0 where all states are 0.
 *
 * @param states tokens x width
 */
export function* effectiveRank(states: Float32Array, width: number): Pieces<number> {
  const { gram, size } = yield* smallerGram(states, width);
  const { values } = yield* symmetricEigen(gram, size);
  const singular = values.map((v) => Math.sqrt(Math.max(0, v)));
  const total = singular.reduce((sum, s) => sum + s, 0);
  if (total === 0) return 0;
  const entropy = singular.reduce((sum, s) => {
    const q = s / total;
    return q > 0 ? sum - q * Math.log(q) : sum;
  }, 0);
  return Math.exp(entropy);
}

/** What an evaluation says of plasticity. */
export interface PlasticityFigures {
  readonly deadUnits: number;
  readonly effectiveRank: number;
}

/** Both figures of a model of this shape, in pieces: the rank of a wide one takes seconds. */
export function* plasticityOf(
  { activity, states }: ProbeFigures,
  { mlp, width }: ModelShape,
): Pieces<PlasticityFigures> {
  const rank = yield* effectiveRank(states, width);
  return { deadUnits: deadUnits(activity, mlp), effectiveRank: rank };
}
