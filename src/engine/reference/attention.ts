// Rotary positions, causal attention with grouped heads and the key-value cache as plain loops: the reference of
// rotary_apply.wgsl, attention_*.wgsl and cache_append.wgsl.

interface RotaryParams {
  readonly rows: number;
  readonly time: number;
  readonly heads: number;
  readonly head_width: number;
  readonly stride: number;
  readonly data_offset: number;
  readonly position_offset: number;
  readonly sign: number;
}

/** Rotates the half-split pairs of `heads` heads of each row in place by +-angle(position, pair). */
export function rotaryApply(
  buffers: { readonly table: Float32Array; readonly data: Float32Array },
  params: RotaryParams,
): void {
  const { table, data } = buffers;
  const { rows, time, heads, head_width, stride, data_offset, position_offset, sign } = params;
  const half = head_width / 2;
  for (let row = 0; row < rows; row++) {
    const position = (row % time) + position_offset;
    for (let head = 0; head < heads; head++) {
      const at = row * stride + data_offset + head * head_width;
      for (let i = 0; i < half; i++) {
        const cosine = table[(position * half + i) * 2]!;
        const sine = sign * table[(position * half + i) * 2 + 1]!;
        const a = data[at + i]!;
        const b = data[at + half + i]!;
        data[at + i] = a * cosine - b * sine;
        data[at + half + i] = b * cosine + a * sine;
      }
    }
  }
}

interface AttentionParams {
  readonly sequences: number;
  readonly time: number;
  readonly heads: number;
  readonly key_value_heads: number;
  readonly head_width: number;
  readonly scale: number;
}

/** Where a head's parts of row 0 of a sequence start in qkv, and the row strides. */
function layout(params: AttentionParams, sequence: number, head: number) {
  const { time, heads, key_value_heads, head_width } = params;
  const stride = (heads + 2 * key_value_heads) * head_width;
  const group = Math.floor((head * key_value_heads) / heads);
  const base = sequence * time * stride;
  return {
    stride,
    query: base + head * head_width,
    key: base + (heads + group) * head_width,
    value: base + (heads + key_value_heads + group) * head_width,
    outputStride: heads * head_width,
    output: sequence * time * heads * head_width + head * head_width,
    statistics: (sequence * heads + head) * time,
  };
}

function dot(a: Float32Array, i: number, b: Float32Array, j: number, width: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) sum += a[i + k]! * b[j + k]!;
  return sum;
}

function addScaled(
  to: Float32Array | Float64Array,
  i: number,
  factor: number,
  from: Float32Array,
  j: number,
  width: number,
): void {
  for (let k = 0; k < width; k++) to[i + k]! += factor * from[j + k]!;
}

/** Calls `visit` for every (sequence, query head) with its layout. */
function forEachHead(
  params: AttentionParams,
  visit: (at: ReturnType<typeof layout>, head: number) => void,
): void {
  for (let sequence = 0; sequence < params.sequences; sequence++) {
    for (let head = 0; head < params.heads; head++) visit(layout(params, sequence, head), head);
  }
}

interface ForwardBuffers {
  readonly qkv: Float32Array;
  readonly output: Float32Array;
  readonly logsumexp: Float32Array;
}

/** output[t] = sum over j <= t of softmax_j(scale q_t . k_j) v_j; logsumexp[t] = log of the softmax's denominator. */
export function attentionForward(buffers: ForwardBuffers, params: AttentionParams): void {
  const { qkv, output, logsumexp } = buffers;
  const { time, head_width: width, scale } = params;
  const scores = new Float64Array(time);
  const sum = new Float64Array(width);
  forEachHead(params, (at) => {
    for (let t = 0; t < time; t++) {
      let highest = -Infinity;
      for (let j = 0; j <= t; j++) {
        scores[j] = scale * dot(qkv, at.query + t * at.stride, qkv, at.key + j * at.stride, width);
        highest = Math.max(highest, scores[j]!);
      }
      let total = 0;
      sum.fill(0);
      for (let j = 0; j <= t; j++) {
        const p = Math.exp(scores[j]! - highest);
        total += p;
        addScaled(sum, 0, p, qkv, at.value + j * at.stride, width);
      }
      for (let i = 0; i < width; i++) output[at.output + t * at.outputStride + i] = sum[i]! / total;
      logsumexp[at.statistics + t] = highest + Math.log(total);
    }
  });
}

interface BackwardQueryBuffers {
  readonly qkv: Float32Array;
  readonly output: Float32Array;
  readonly grad_output: Float32Array;
  readonly logsumexp: Float32Array;
  readonly delta: Float32Array;
  readonly grad_qkv: Float32Array;
}

/**
 * delta_t = grad_output_t . output_t; grad_q_t = scale sum over j <= t of p_tj (grad_output_t . v_j - delta_t) k_j, with
 * p_tj = exp(scale q_t . k_j - logsumexp_t) (Dao et al. 2022, FlashAttention, algorithm 4). Overwrites the q part.
 */
export function attentionBackwardQuery(
  buffers: BackwardQueryBuffers,
  params: AttentionParams,
): void {
  const { qkv, output, grad_output, logsumexp, delta, grad_qkv } = buffers;
  const { time, head_width: width, scale } = params;
  const sum = new Float64Array(width);
  forEachHead(params, (at) => {
    for (let t = 0; t < time; t++) {
      const query = at.query + t * at.stride;
      const out = at.output + t * at.outputStride;
      const d = dot(grad_output, out, output, out, width);
      delta[at.statistics + t] = d;
      sum.fill(0);
      for (let j = 0; j <= t; j++) {
        const key = at.key + j * at.stride;
        const score = scale * dot(qkv, query, qkv, key, width);
        const p = Math.exp(score - logsumexp[at.statistics + t]!);
        const gradP = dot(grad_output, out, qkv, at.value + j * at.stride, width);
        addScaled(sum, 0, scale * p * (gradP - d), qkv, key, width);
      }
      grad_qkv.set(sum, query);
    }
  });
}

interface BackwardKeyValueBuffers {
  readonly qkv: Float32Array;
  readonly grad_output: Float32Array;
  readonly logsumexp: Float32Array;
  readonly delta: Float32Array;
  readonly grad_qkv: Float32Array;
}

/**
 * grad_v_j = sum over t >= j of p_tj grad_output_t; grad_k_j = scale sum over t >= j of
 * p_tj (grad_output_t . v_j - delta_t) q_t; both also summed over the query heads of a group. Overwrites k and v parts.
 */
export function attentionBackwardKeyValue(
  buffers: BackwardKeyValueBuffers,
  params: AttentionParams,
): void {
  const { qkv, grad_output, logsumexp, delta, grad_qkv } = buffers;
  const { time, heads, key_value_heads, head_width: width, scale } = params;
  const groupSize = heads / key_value_heads;
  forEachHead(params, (at, head) => {
    for (let j = 0; j < time; j++) {
      const key = at.key + j * at.stride;
      const value = at.value + j * at.stride;
      if (head % groupSize === 0) {
        grad_qkv.fill(0, key, key + width);
        grad_qkv.fill(0, value, value + width);
      }
      for (let t = j; t < time; t++) {
        const query = at.query + t * at.stride;
        const out = at.output + t * at.outputStride;
        const score = scale * dot(qkv, query, qkv, key, width);
        const p = Math.exp(score - logsumexp[at.statistics + t]!);
        const gradP = dot(grad_output, out, qkv, value, width);
        addScaled(grad_qkv, value, p, grad_output, out, width);
        const gradScore = scale * p * (gradP - delta[at.statistics + t]!);
        addScaled(grad_qkv, key, gradScore, qkv, query, width);
      }
    }
  });
}
