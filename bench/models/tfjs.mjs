// The model and its train step in TensorFlow.js: its operations, its gradients, and AdamW written with its operations.
// Every step runs in tf.tidy; the weights and the optimizer's moments are variables, which outlive it.

import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { ADAMW, MODEL, rotaryTables } from '../data.mjs';

/** x[rows, in] times the transpose of weight[out, in]. */
const linear = (x, weight) => tf.matMul(x, weight, false, true);

function rmsNorm(x, weight) {
  const meanSquare = x.square().mean(-1, true);
  return x.mul(meanSquare.add(MODEL.normEpsilon).rsqrt()).mul(weight);
}

/** Rotates x [B, H, T, D]; cos and sin are [T, D/2]. */
function rotate(x, { cos, sin }) {
  const [first, second] = tf.split(x, 2, -1);
  return tf.concat([first.mul(cos).sub(second.mul(sin)), second.mul(cos).add(first.mul(sin))], -1);
}

function gelu(x) {
  const inner = x.add(x.square().mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
  return x.mul(0.5).mul(inner.tanh().add(1));
}

/** Causal attention of one layer on normed x [B T, d]; `mask` [T, T] is 0 or a large negative number. */
function attention(x, part, size, tables) {
  const { width, heads, context, batch } = size;
  const headWidth = width / heads;
  const toHeads = (t) => t.reshape([batch, context, heads, headWidth]).transpose([0, 2, 1, 3]);
  const [q, k, v] = tf.split(linear(x, part('qkv')), 3, 1).map(toHeads);
  const products = tf.matMul(rotate(q, tables), rotate(k, tables), false, true);
  const scores = products.mul(1 / Math.sqrt(headWidth)).add(tables.mask);
  const mixed = tf.matMul(tf.softmax(scores, -1), v).transpose([0, 2, 1, 3]);
  return linear(mixed.reshape([batch * context, width]), part('attentionOutput'));
}

/** The mean cross entropy of the named variables on tokens and targets, both [B T]. */
function lossOf(variables, tokens, targets, size, tables) {
  const { vocabulary, layers } = size;
  let x = tf.gather(variables.get('embedding'), tokens);
  for (let layer = 0; layer < layers; layer++) {
    const part = (name) => variables.get(`layers.${layer}.${name}`);
    x = x.add(attention(rmsNorm(x, part('attentionNorm')), part, size, tables));
    const hidden = gelu(linear(rmsNorm(x, part('mlpNorm')), part('mlpUp')));
    x = x.add(linear(hidden, part('mlpDown')));
  }
  const logits = linear(rmsNorm(x, variables.get('finalNorm')), variables.get('head'));
  const chosen = tf.logSoftmax(logits, -1).mul(tf.oneHot(targets, vocabulary));
  return chosen.sum().mul(-1 / targets.size);
}

/**
 * One AdamW update (weight decay 0) of one variable, in place. The bias corrections are folded into the learning rate
 * and epsilon, which saves two operations: lr m^ / (sqrt(v^) + eps) = rate m / (sqrt(v) + shifted).
 */
function update(slot, gradient, step) {
  const { learningRate, beta1, beta2, epsilon } = ADAMW;
  const root = Math.sqrt(1 - beta2 ** step);
  const rate = (learningRate * root) / (1 - beta1 ** step);
  const m = slot.first.mul(beta1).add(gradient.mul(1 - beta1));
  const v = slot.second.mul(beta2).add(gradient.square().mul(1 - beta2));
  slot.first.assign(m);
  slot.second.assign(v);
  slot.value.assign(slot.value.sub(m.mul(rate).div(v.sqrt().add(epsilon * root))));
}

/** cos, sin [T, D/2] and the causal mask [T, T]. */
function makeTables(size) {
  const { context } = size;
  const { cos, sin } = rotaryTables(size);
  const mask = Float32Array.from({ length: context * context }, (_, i) =>
    i % context > Math.floor(i / context) ? -1e9 : 0,
  );
  const table = (data) => tf.tensor2d(data, [context, data.length / context]);
  return { cos: table(cos), sin: table(sin), mask: table(mask) };
}

/** @type {import('../measure.mjs').Create} */
export async function create(size, weights, { backend }) {
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no ${backend} here`);
  await tf.ready();

  const tables = makeTables(size);
  const slots = weights.map(({ name, shape, data }) => ({
    name,
    value: tf.variable(tf.tensor(data, shape)),
    first: tf.variable(tf.zeros(shape), false),
    second: tf.variable(tf.zeros(shape), false),
  }));
  const variables = new Map(slots.map(({ name, value }) => [name, value]));
  let loss = tf.scalar(0);
  let steps = 0;

  const stepNoRead = (tokens, targets) => {
    steps++;
    loss.dispose();
    loss = tf.tidy(() => {
      const [x, y] = [tokens, targets].map((list) => tf.tensor1d(list, 'int32'));
      const forward = () => lossOf(variables, x, y, size, tables);
      const { value, grads } = tf.variableGrads(forward, [...variables.values()]);
      for (const slot of slots) update(slot, grads[slot.value.name], steps);
      return value;
    });
  };
  return {
    stepNoRead,
    async step(tokens, targets) {
      stepNoRead(tokens, targets);
      return (await loss.data())[0];
    },
    async sync() {
      // The last update is queued after the loss: only a weight says that the step is done.
      const probe = tf.tidy(() => slots.at(-1).value.slice([0, 0], [1, 1]));
      await probe.data();
      probe.dispose();
    },
    dispose() {
      loss.dispose();
      tf.dispose([tables, slots]);
    },
  };
}
