// Gradient of attention_forward with respect to k and v (Dao et al. 2022, algorithm 4), summed over the query heads of the
// group, in order:  p[t] = exp(scale q[t] . k[j] - logsumexp[t])
//   grad_v[j] = sum over t >= j of p[t] grad_output[t]
//   grad_k[j] = scale sum over t >= j of p[t] (grad_output[t] . v[j] - delta[t]) q[t]
// qkv, logsumexp: as in attention_forward; delta from attention_backward_query; grad_output: (sequences * time) rows of
// [heads]; grad_qkv like qkv (only k and v are written).
// One invocation computes, for 2 keys of one (sequence, key-value head), a chunk of at most 32 values of both gradients,
// 2 queries at a time. The sums are named matrices, one column per key (arrays in loops are slow on software adapters).
// Neighbouring invocations do the same block of different sequences, so that they loop equally long.
// A block that reaches past `time` repeats its last key, which is stored again with the same values.
// Grid: sequences * key_value_heads * ceil(head_width / 32) * ceil(time / 2) invocations.

struct Params {
  sequences: u32,
  time: u32,
  heads: u32,
  key_value_heads: u32,
  head_width: u32,
  scale: f32,
}

const MASKED = -1e30f;
override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> qkv: array<vec4f>;
@group(0) @binding(1) var<storage, read> grad_output: array<vec4f>;
@group(0) @binding(2) var<storage, read> logsumexp: array<f32>;
@group(0) @binding(3) var<storage, read> delta: array<f32>;
@group(0) @binding(4) var<storage, read_write> grad_qkv: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

// x0 (x) s0 + x1 (x) s1: one column per key.
fn row_terms(x0: vec4f, s0: vec2f, x1: vec4f, s1: vec2f) -> mat2x4f {
  return mat2x4f(x0 * s0.x + x1 * s1.x, x0 * s0.y + x1 * s1.y);
}

fn store(column: u32, rows: vec2u, sum: mat2x4f) {
  grad_qkv[rows.x + column] = sum[0];
  grad_qkv[rows.y + column] = sum[1];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let width = params.head_width / 4;
  let chunks = (width + 7) / 8;
  let blocks = (params.time + 1) / 2;
  if (index >= params.sequences * params.key_value_heads * chunks * blocks) {
    return;
  }
  let sequence = index % params.sequences;
  let group = (index / params.sequences) % params.key_value_heads;
  let first = (index / params.sequences / params.key_value_heads % chunks) * 8;
  let j = (index / params.sequences / params.key_value_heads / chunks) * 2;
  let columns = width - first;
  let stride = (params.heads + 2 * params.key_value_heads) * width;
  let row = sequence * params.time;
  let last = params.time - 1;
  let times = min(j + vec2u(0, 1), vec2u(last));
  let keys = (row + times) * stride + (params.heads + group) * width;
  let values = keys + params.key_value_heads * width;
  let group_size = params.heads / params.key_value_heads;

  var key_sum0 = mat2x4f();
  var key_sum1 = mat2x4f();
  var key_sum2 = mat2x4f();
  var key_sum3 = mat2x4f();
  var key_sum4 = mat2x4f();
  var key_sum5 = mat2x4f();
  var key_sum6 = mat2x4f();
  var key_sum7 = mat2x4f();
  var value_sum0 = mat2x4f();
  var value_sum1 = mat2x4f();
  var value_sum2 = mat2x4f();
  var value_sum3 = mat2x4f();
  var value_sum4 = mat2x4f();
  var value_sum5 = mat2x4f();
  var value_sum6 = mat2x4f();
  var value_sum7 = mat2x4f();
  for (var head = group * group_size; head < (group + 1) * group_size; head++) {
    let statistic = (sequence * params.heads + head) * params.time;
    for (var t = j; t <= last; t += 2) {
      let next = min(t + 1, last);
      let q0 = (row + t) * stride + head * width;
      let q1 = (row + next) * stride + head * width;
      let g0 = ((row + t) * params.heads + head) * width;
      let g1 = ((row + next) * params.heads + head) * width;
      var score0 = vec2f(0);
      var score1 = vec2f(0);
      var grad_p0 = vec2f(0);
      var grad_p1 = vec2f(0);
      for (var i = 0u; i < width; i++) {
        let k = mat2x4f(qkv[keys.x + i], qkv[keys.y + i]);
        let v = mat2x4f(qkv[values.x + i], qkv[values.y + i]);
        score0 += qkv[q0 + i] * k;
        score1 += qkv[q1 + i] * k;
        grad_p0 += grad_output[g0 + i] * v;
        grad_p1 += grad_output[g1 + i] * v;
      }
      let exponent0 = params.scale * score0 - logsumexp[statistic + t];
      let exponent1 = params.scale * score1 - logsumexp[statistic + next];
      // Query t is not seen by key t + 1; query t + 1 is seen by both, but must exist (`next` repeats the last one).
      let p0 = exp(select(vec2f(MASKED), exponent0, vec2u(t) >= times));
      let p1 = exp(select(vec2f(MASKED), exponent1, vec2<bool>(t < last)));
      let s0 = params.scale * p0 * (grad_p0 - delta[statistic + t]);
      let s1 = params.scale * p1 * (grad_p1 - delta[statistic + next]);
      let a0 = q0 + first;
      let a1 = q1 + first;
      let b0 = g0 + first;
      let b1 = g1 + first;
      key_sum0 += row_terms(qkv[a0 + 0], s0, qkv[a1 + 0], s1);
      value_sum0 += row_terms(grad_output[b0 + 0], p0, grad_output[b1 + 0], p1);
      key_sum1 += row_terms(qkv[a0 + 1], s0, qkv[a1 + 1], s1);
      value_sum1 += row_terms(grad_output[b0 + 1], p0, grad_output[b1 + 1], p1);
      if (columns > 2) {
        key_sum2 += row_terms(qkv[a0 + 2], s0, qkv[a1 + 2], s1);
        value_sum2 += row_terms(grad_output[b0 + 2], p0, grad_output[b1 + 2], p1);
        key_sum3 += row_terms(qkv[a0 + 3], s0, qkv[a1 + 3], s1);
        value_sum3 += row_terms(grad_output[b0 + 3], p0, grad_output[b1 + 3], p1);
      }
      if (columns > 4) {
        key_sum4 += row_terms(qkv[a0 + 4], s0, qkv[a1 + 4], s1);
        value_sum4 += row_terms(grad_output[b0 + 4], p0, grad_output[b1 + 4], p1);
        key_sum5 += row_terms(qkv[a0 + 5], s0, qkv[a1 + 5], s1);
        value_sum5 += row_terms(grad_output[b0 + 5], p0, grad_output[b1 + 5], p1);
      }
      if (columns > 6) {
        key_sum6 += row_terms(qkv[a0 + 6], s0, qkv[a1 + 6], s1);
        value_sum6 += row_terms(grad_output[b0 + 6], p0, grad_output[b1 + 6], p1);
        key_sum7 += row_terms(qkv[a0 + 7], s0, qkv[a1 + 7], s1);
        value_sum7 += row_terms(grad_output[b0 + 7], p0, grad_output[b1 + 7], p1);
      }
    }
  }
  let key_rows = keys + first;
  let value_rows = values + first;
  store(0, key_rows, key_sum0);
  store(0, value_rows, value_sum0);
  store(1, key_rows, key_sum1);
  store(1, value_rows, value_sum1);
  if (columns > 2) {
    store(2, key_rows, key_sum2);
    store(2, value_rows, value_sum2);
    store(3, key_rows, key_sum3);
    store(3, value_rows, value_sum3);
  }
  if (columns > 4) {
    store(4, key_rows, key_sum4);
    store(4, value_rows, value_sum4);
    store(5, key_rows, key_sum5);
    store(5, value_rows, value_sum5);
  }
  if (columns > 6) {
    store(6, key_rows, key_sum6);
    store(6, value_rows, value_sum6);
    store(7, key_rows, key_sum7);
    store(7, value_rows, value_sum7);
  }
}
