// A store of hidden states and the mixture with what followed them, as plain loops: the reference of kernels/memory.ts.

/** Neighbours that a row may have. */
export const MOST_NEIGHBOURS = 16;
/** Distance where there is no neighbour. */
const NONE = 1e30;
/** Least probability of a mixture. */
const FLOOR = 1e-10;

/** keys[first + i] = hidden[positions[i]] */
export function appendKeys(
  buffers: {
    readonly hidden: Float32Array;
    readonly positions: Uint32Array;
    readonly keys: Float32Array;
  },
  params: { readonly count: number; readonly width: number; readonly first: number },
): void {
  const { hidden, positions, keys } = buffers;
  const { count, width, first } = params;
  for (let i = 0; i < count; i++) {
    const from = positions[i]! * width;
    keys.set(hidden.subarray(from, from + width), (first + i) * width);
  }
}

interface NearestParams {
  readonly rows: number;
  readonly width: number;
  readonly batch_offset: number;
  readonly count: number;
  readonly wanted: number;
}

function distanceBetween(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0);
}

/** By row: the `wanted` keys with the smallest squared distance to the hidden state, nearest first. */
export function nearestKeys(
  buffers: {
    readonly hidden: Float32Array;
    readonly weights: Float32Array;
    readonly keys: Float32Array;
    readonly nearest: Uint32Array;
    readonly distances: Float32Array;
  },
  params: NearestParams,
): void {
  const { hidden, weights, keys, nearest, distances } = buffers;
  const { rows, width, batch_offset, count, wanted } = params;
  for (let row = 0; row < rows; row++) {
    if (weights[batch_offset + row] === 0) continue;
    const state = hidden.subarray(row * width, (row + 1) * width);
    const sorted = Array.from({ length: count }, (_, key) => ({
      key,
      distance: distanceBetween(state, keys.subarray(key * width, (key + 1) * width)),
    })).sort((a, b) => a.distance - b.distance || a.key - b.key);
    for (let i = 0; i < wanted; i++) {
      nearest[row * MOST_NEIGHBOURS + i] = sorted[i]?.key ?? 0;
      distances[row * MOST_NEIGHBOURS + i] = sorted[i]?.distance ?? NONE;
    }
  }
}

interface MixParams {
  readonly rows: number;
  readonly vocabulary: number;
  readonly batch_offset: number;
  readonly wanted: number;
  readonly share: number;
  readonly temperature: number;
}

function softmax(values: readonly number[]): number[] {
  const top = Math.max(...values);
  const exponentials = values.map((v) => Math.exp(v - top));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((e) => e / sum);
}

/** logits = log(share * p of the neighbours' tokens + (1 - share) * softmax(logits)), by row */
export function mixNeighbours(
  buffers: {
    readonly weights: Float32Array;
    readonly nearest: Uint32Array;
    readonly distances: Float32Array;
    readonly tokens: Uint32Array;
    readonly logits: Float32Array;
  },
  params: MixParams,
): void {
  const { weights, nearest, distances, tokens, logits } = buffers;
  const { rows, vocabulary, batch_offset, wanted, share, temperature } = params;
  for (let row = 0; row < rows; row++) {
    const first = row * MOST_NEIGHBOURS;
    const near = [...distances.subarray(first, first + wanted)].filter((d) => d < 0.9 * NONE);
    if (weights[batch_offset + row] === 0 || near.length === 0) continue;
    const mean = near.reduce((a, b) => a + b, 0) / near.length;
    const width = Math.max(temperature * mean, 1e-12);
    const own = logits.subarray(row * vocabulary, (row + 1) * vocabulary);
    const mixture = softmax([...own]).map((p) => (1 - share) * p);
    softmax(near.map((d) => -d / width)).forEach((weight, i) => {
      mixture[tokens[nearest[first + i]!]!]! += share * weight;
    });
    own.set(mixture.map((p) => Math.log(Math.max(p, FLOOR))));
  }
}
