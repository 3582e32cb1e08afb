// The model's forward pass in plain JavaScript with 64-bit floats: the oracle for the first loss of every library.
// Run by itself (`node bench/reference.mjs`) it prints the first loss of tiny.

import { MODEL, SIZES, makeBatches, makeWeights } from './data.mjs';

/** y[rows, out] = x[rows, in] times the transpose of weight[out, in]. */
function linear(x, rows, weight) {
  const [outputs, inputs] = weight.shape;
  const y = new Float64Array(rows * outputs);
  for (let r = 0; r < rows; r++) {
    for (let o = 0; o < outputs; o++) {
      let sum = 0;
      for (let i = 0; i < inputs; i++) sum += x[r * inputs + i] * weight.data[o * inputs + i];
      y[r * outputs + o] = sum;
    }
  }
  return y;
}

/** RMSNorm with weight over rows of `width`. */
function rmsNorm(x, weight) {
  const width = weight.data.length;
  const y = new Float64Array(x.length);
  for (let start = 0; start < x.length; start += width) {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += x[start + i] ** 2;
    const scale = 1 / Math.sqrt(sum / width + MODEL.normEpsilon);
    for (let i = 0; i < width; i++) y[start + i] = x[start + i] * scale * weight.data[i];
  }
  return y;
}

/** Rotates q and k (the first 2d of each 3d row of qkv) in place. */
function rotate(qkv, size) {
  const { width, heads, context } = size;
  const headWidth = width / heads;
  const half = headWidth / 2;
  for (let row = 0; row < qkv.length / (3 * width); row++) {
    for (let start = 0; start < 2 * width; start += headWidth) {
      for (let i = 0; i < half; i++) {
        const angle = (row % context) * MODEL.rotaryBase ** (-i / half);
        const a = row * 3 * width + start + i;
        const [first, second] = [qkv[a], qkv[a + half]];
        qkv[a] = first * Math.cos(angle) - second * Math.sin(angle);
        qkv[a + half] = second * Math.cos(angle) + first * Math.sin(angle);
      }
    }
  }
}

/** Softmax of a plain list of numbers. */
function softmax(scores) {
  const highest = Math.max(...scores);
  const powers = scores.map((s) => Math.exp(s - highest));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / total);
}

/** Causal attention from packed qkv [B T, 3d] to [B T, d]. */
function attention(qkv, size) {
  const { width, heads, context, batch } = size;
  const headWidth = width / heads;
  const y = new Float64Array(batch * context * width);
  for (let row = 0; row < batch * context; row++) {
    const firstRow = row - (row % context);
    for (let h = 0; h < heads; h++) {
      const q = row * 3 * width + h * headWidth;
      const scores = [];
      for (let other = firstRow; other <= row; other++) {
        const k = other * 3 * width + width + h * headWidth;
        let dot = 0;
        for (let i = 0; i < headWidth; i++) dot += qkv[q + i] * qkv[k + i];
        scores.push(dot / Math.sqrt(headWidth));
      }
      softmax(scores).forEach((probability, j) => {
        const v = (firstRow + j) * 3 * width + 2 * width + h * headWidth;
        for (let i = 0; i < headWidth; i++) {
          y[row * width + h * headWidth + i] += probability * qkv[v + i];
        }
      });
    }
  }
  return y;
}

/** GELU, tanh approximation. */
function gelu(x) {
  return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
}

/**
 * The mean cross entropy (nats) of one batch.
 * @param {import('./data.mjs').Size} size
 * @param {import('./data.mjs').Parameter[]} weights
 * @param {import('./data.mjs').Batch} batch
 */
export function referenceLoss(size, weights, batch) {
  const named = Object.fromEntries(weights.map((weight) => [weight.name, weight]));
  const rows = batch.tokens.length;
  const d = size.width;
  const x = new Float64Array(rows * d);
  batch.tokens.forEach((token, r) => {
    for (let i = 0; i < d; i++) x[r * d + i] = named.embedding.data[token * d + i];
  });
  const addTo = (y) => y.forEach((value, i) => (x[i] += value));
  for (let layer = 0; layer < size.layers; layer++) {
    const part = (name) => named[`layers.${layer}.${name}`];
    const qkv = linear(rmsNorm(x, part('attentionNorm')), rows, part('qkv'));
    rotate(qkv, size);
    addTo(linear(attention(qkv, size), rows, part('attentionOutput')));
    const hidden = linear(rmsNorm(x, part('mlpNorm')), rows, part('mlpUp')).map(gelu);
    addTo(linear(hidden, rows, part('mlpDown')));
  }
  const logits = linear(rmsNorm(x, named.finalNorm), rows, named.head);
  let total = 0;
  batch.targets.forEach((target, r) => {
    const row = [...logits.subarray(r * size.vocabulary, (r + 1) * size.vocabulary)];
    total -= Math.log(softmax(row)[target]);
  });
  return total / rows;
}

if (globalThis.process?.argv[1]?.endsWith('reference.mjs')) {
  const size = SIZES[process.argv[2] ?? 'tiny'];
  console.log(size.name, referenceLoss(size, makeWeights(size), makeBatches(size)[0]).toFixed(6));
}
