// The model and its train step in jax-js: forward, gradient and AdamW in one jitted function.
// jax-js moves its arrays: an operation consumes its operands, and `.ref` keeps one for another use.

import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
} from '@jax-js/jax';
import { ADAMW, MODEL, rotaryTables } from '../data.mjs';

/** x[..., in] times the transpose of weight[out, in]. Consumes both. */
const linear = (x, weight) => np.matmul(x, weight.transpose());

function rmsNorm(x, weight) {
  const meanSquare = np.mean(np.square(x.ref), -1, { keepdims: true });
  return x.div(np.sqrt(meanSquare.add(MODEL.normEpsilon))).mul(weight);
}

/** Rotates x [B, T, H, D]; cos and sin are [T, 1, D/2]. Consumes all three. */
function rotate(x, cos, sin) {
  const half = x.shape[3] / 2;
  const first = x.ref.slice([], [], [], [0, half]);
  const second = x.slice([], [], [], [half]);
  const turned = [
    first.ref.mul(cos.ref).sub(second.ref.mul(sin.ref)),
    second.mul(cos).add(first.mul(sin)),
  ];
  return np.concatenate(turned, -1);
}

/**
 * Causal attention of one layer on normed x [B T, d]. Written out, because jax-js's own dotProductAttention makes use of
 * iterator helpers, which Node 20 lacks; the operations are the same.
 */
function attention(x, layer, size, cos, sin) {
  const { width, heads, context, batch } = size;
  const headWidth = width / heads;
  const qkv = linear(x, layer.qkv);
  const split = (start) =>
    qkv.ref.slice([], [start, start + width]).reshape([batch, context, heads, headWidth]);
  const q = rotate(split(0), cos.ref, sin.ref).transpose([0, 2, 1, 3]);
  const k = rotate(split(width), cos, sin).transpose([0, 2, 3, 1]);
  const v = split(2 * width).transpose([0, 2, 1, 3]);
  qkv.dispose();
  const causal = np.tri(context, context, 0, { dtype: np.bool });
  const scores = np.where(causal, np.matmul(q, k).mul(1 / Math.sqrt(headWidth)), -Infinity);
  const mixed = np.matmul(nn.softmax(scores, -1), v).transpose([0, 2, 1, 3]);
  return linear(mixed.reshape([batch * context, width]), layer.attentionOutput);
}

/** The mean cross entropy of weights (a tree) on tokens and targets, both [B T]. Consumes everything. */
function lossOf(weights, tokens, targets, cos, sin, size) {
  const ids = np.arange(size.vocabulary, undefined, undefined, { dtype: np.int32 });
  const oneHot = (list) => np.equal(list.reshape([-1, 1]), ids.ref);
  let x = np.matmul(oneHot(tokens).astype(np.float32), weights.embedding);
  weights.layers.forEach((layer) => {
    const normed = rmsNorm(x.ref, layer.attentionNorm);
    x = x.add(attention(normed, layer, size, cos.ref, sin.ref));
    const hidden = nn.gelu(linear(rmsNorm(x.ref, layer.mlpNorm), layer.mlpUp));
    x = x.add(linear(hidden, layer.mlpDown));
  });
  cos.dispose();
  sin.dispose();
  const logits = linear(rmsNorm(x, weights.finalNorm), weights.head);
  const logProbabilities = nn.logSoftmax(logits, -1);
  const chosen = np.where(oneHot(targets), logProbabilities, 0);
  ids.dispose();
  return chosen.sum().mul(-1 / (size.batch * size.context));
}

/** One AdamW update (weight decay 0) of one array; `corrections` is [1 - beta1^t, 1 - beta2^t]. */
function update(weight, gradient, first, second, corrections) {
  const { learningRate, beta1, beta2, epsilon } = ADAMW;
  const m = first.mul(beta1).add(gradient.ref.mul(1 - beta1));
  const v = second.mul(beta2).add(np.square(gradient).mul(1 - beta2));
  const mHat = m.ref.div(corrections.ref.slice(0));
  const vHat = v.ref.div(corrections.slice(1));
  const next = weight.sub(mHat.div(np.sqrt(vHat).add(epsilon)).mul(learningRate));
  return [next, m, v];
}

/** The named weights as a tree of jax-js arrays. */
function toTree(weights, size) {
  const arrays = { layers: Array.from({ length: size.layers }, () => ({})) };
  for (const { name, shape, data } of weights) {
    const [group, index, part] = name.split('.');
    const target = part ? arrays.layers[index] : arrays;
    target[part ?? group] = np.array(data, { shape });
  }
  return arrays;
}

function makeTrainStep(size) {
  const gradient = valueAndGrad((weights, tokens, targets, cos, sin) =>
    lossOf(weights, tokens, targets, cos, sin, size),
  );
  return jit((weights, firsts, seconds, corrections, tokens, targets, cos, sin) => {
    const [loss, gradients] = gradient(tree.ref(weights), tokens, targets, cos, sin);
    const [leaves, definition] = tree.flatten(weights);
    const [g, m, v] = [gradients, firsts, seconds].map((value) => tree.leaves(value));
    const updated = leaves.map((leaf, i) => update(leaf, g[i], m[i], v[i], corrections.ref));
    corrections.dispose();
    const collect = (slot) =>
      tree.unflatten(
        definition,
        updated.map((triple) => triple[slot]),
      );
    return [loss, collect(0), collect(1), collect(2)];
  });
}

/** @type {import('../measure.mjs').Create} */
export async function create(size, weights, { backend }) {
  const available = await init(backend);
  if (!available.includes(backend)) throw new Error(`jax-js has no ${backend} here`);
  defaultDevice(backend);

  const trainStep = makeTrainStep(size);
  const tables = rotaryTables(size);
  const half = size.width / size.heads / 2;
  const cos = np.array(tables.cos, { shape: [size.context, 1, half] });
  const sin = np.array(tables.sin, { shape: [size.context, 1, half] });
  let values = toTree(weights, size);
  let firsts = tree.map((a) => np.zeros(a.shape), values);
  let seconds = tree.map((a) => np.zeros(a.shape), values);
  let loss = np.array(0);
  let steps = 0;

  const stepNoRead = (tokens, targets) => {
    steps++;
    const corrections = new Float32Array([1 - ADAMW.beta1 ** steps, 1 - ADAMW.beta2 ** steps]);
    loss.dispose();
    [loss, values, firsts, seconds] = trainStep(
      values,
      firsts,
      seconds,
      np.array(corrections),
      np.array(tokens, { dtype: np.int32 }),
      np.array(targets, { dtype: np.int32 }),
      cos.ref,
      sin.ref,
    );
  };
  return {
    stepNoRead,
    async step(tokens, targets) {
      stepNoRead(tokens, targets);
      return (await loss.ref.data())[0];
    },
    async sync() {
      await blockUntilReady([loss, values]);
    },
    dispose() {
      tree.dispose([loss, values, firsts, seconds, cos, sin]);
      trainStep.dispose();
    },
  };
}
