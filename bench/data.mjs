// The work that every library does: three model sizes, and their weights and batches from one seeded generator in
// plain JavaScript. Shared by the page, Node and the reference, so that all start from the same numbers.

/**
 * @typedef {object} Size
 * @property {string} name
 * @property {number} width model width d
 * @property {number} layers
 * @property {number} heads
 * @property {number} context tokens per sequence T
 * @property {number} batch sequences per step B
 * @property {number} vocabulary V
 *
 * @typedef {object} Parameter one weight array, row-major
 * @property {string} name `embedding`, `layers.<i>.<part>`, `finalNorm` or `head`
 * @property {number[]} shape `[out, in]` for matrices, `[d]` for norms
 * @property {Float32Array} data
 *
 * @typedef {object} Batch
 * @property {Int32Array} tokens [B, T]
 * @property {Int32Array} targets [B, T] the next token of every position
 */

/** @type {Record<string, Size>} */
export const SIZES = {
  tiny: { name: 'tiny', width: 64, layers: 2, heads: 2, context: 32, batch: 32, vocabulary: 64 },
  small: { name: 'small', width: 128, layers: 4, heads: 4, context: 64, batch: 16, vocabulary: 96 },
  medium: {
    name: 'medium',
    width: 256,
    layers: 6,
    heads: 8,
    context: 128,
    batch: 8,
    vocabulary: 256,
  },
};

export const MODEL = { normEpsilon: 1e-5, rotaryBase: 100, mlpRatio: 4 };
export const ADAMW = {
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0,
};

/** How many different batches there are; step s (from 0) takes batch s modulo this. */
export const BATCHES = 8;

const WEIGHT_SEED = 1;
const BATCH_SEED = 2;

/** Mulberry32: a sequence of floats in [0, 1) from a u32 seed. */
function uniformGenerator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Normal draws (Box-Muller, cosine branch) with the given standard deviation. */
function normals(count, deviation, uniform) {
  return Float32Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return deviation * radius * Math.cos(2 * Math.PI * uniform());
  });
}

/**
 * The shapes of a size's parameters, in the order in which their weights are drawn. `qkv` has the rows of q, then k,
 * then v, each head after head.
 * @param {Size} size
 * @returns {{ name: string, shape: number[] }[]}
 */
function parameterShapes(size) {
  const { width: d, vocabulary, layers } = size;
  const hidden = MODEL.mlpRatio * d;
  const list = [{ name: 'embedding', shape: [vocabulary, d] }];
  for (let i = 0; i < layers; i++) {
    list.push(
      { name: `layers.${i}.attentionNorm`, shape: [d] },
      { name: `layers.${i}.qkv`, shape: [3 * d, d] },
      { name: `layers.${i}.attentionOutput`, shape: [d, d] },
      { name: `layers.${i}.mlpNorm`, shape: [d] },
      { name: `layers.${i}.mlpUp`, shape: [hidden, d] },
      { name: `layers.${i}.mlpDown`, shape: [d, hidden] },
    );
  }
  list.push({ name: 'finalNorm', shape: [d] }, { name: 'head', shape: [vocabulary, d] });
  return list;
}

/**
 * The initial weights: norms 1, embedding normal with deviation 0.5, other matrices normal with deviation 1/sqrt(in).
 * @param {Size} size
 * @returns {Parameter[]}
 */
export function makeWeights(size) {
  const uniform = uniformGenerator(WEIGHT_SEED);
  return parameterShapes(size).map(({ name, shape }) => {
    if (shape.length === 1) return { name, shape, data: new Float32Array(shape[0]).fill(1) };
    const deviation = name === 'embedding' ? 0.5 : 1 / Math.sqrt(shape[1]);
    return { name, shape, data: normals(shape[0] * shape[1], deviation, uniform) };
  });
}

/**
 * The batches: sequences of the rule next = 5 x + 3 modulo V, with every fourth token (on average) replaced by a random
 * one, so that a right gradient lowers the loss and a wrong one is seen.
 * @param {Size} size
 * @returns {Batch[]}
 */
export function makeBatches(size) {
  const uniform = uniformGenerator(BATCH_SEED);
  const { batch, context, vocabulary } = size;
  const draw = () => Math.floor(uniform() * vocabulary);
  return Array.from({ length: BATCHES }, () => {
    const tokens = new Int32Array(batch * context);
    const targets = new Int32Array(batch * context);
    for (let row = 0; row < batch; row++) {
      let token = draw();
      for (let t = 0; t < context; t++) {
        const next = uniform() < 0.25 ? draw() : (5 * token + 3) % vocabulary;
        tokens[row * context + t] = token;
        targets[row * context + t] = next;
        token = next;
      }
    }
    return { tokens, targets };
  });
}

/**
 * cos and sin of the rotary angles, each [T, D/2]: angle(t, i) = t * base^(-2i/D). A pair is (i, i + D/2) of a head:
 * first' = first cos - second sin, second' = second cos + first sin.
 * @param {Size} size
 */
export function rotaryTables(size) {
  const half = size.width / size.heads / 2;
  const cos = new Float32Array(size.context * half);
  const sin = new Float32Array(size.context * half);
  for (let t = 0; t < size.context; t++) {
    for (let i = 0; i < half; i++) {
      const angle = t * MODEL.rotaryBase ** (-i / half);
      cos[t * half + i] = Math.cos(angle);
      sin[t * half + i] = Math.sin(angle);
    }
  }
  return { cos, sin };
}

/** Floating-point operations of a train step per token: 6 per parameter, and 6 L T d for causal attention. */
export function flopsPerToken(size) {
  const count = parameterShapes(size).reduce(
    (sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1),
    0,
  );
  return 6 * count + 6 * size.layers * size.context * size.width;
}
