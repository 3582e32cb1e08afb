// Gradient of attention_forward with respect to k and v (Dao et al. 2022, algorithm 4), summed over the query heads of the
// group, in order:  p[t] = exp(scale q[t] . k[j] - logsumexp[t])
//   grad_v[j] = sum over t >= j of p[t] grad_output[t]
//   grad_k[j] = scale sum over t >= j of p[t] (grad_output[t] . v[j] - delta[t]) q[t]
// qkv, logsumexp: as in attention_forward; delta from attention_backward_query; grad_output: (sequences * time) rows of
// [heads]; grad_qkv like qkv (only k and v are written).
// One invocation computes a chunk of at most 32 values of one (sequence, key-value head, j), 4 queries at a time.
// Grid: sequences * key_value_heads * time * ceil(head_width / 32) invocations.

struct Params {
  sequences: u32,
  time: u32,
  heads: u32,
  key_value_heads: u32,
  head_width: u32,
  scale: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> qkv: array<vec4f>;
@group(0) @binding(1) var<storage, read> grad_output: array<vec4f>;
@group(0) @binding(2) var<storage, read> logsumexp: array<f32>;
@group(0) @binding(3) var<storage, read> delta: array<f32>;
@group(0) @binding(4) var<storage, read_write> grad_qkv: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let width = params.head_width / 4;
  let chunks = (width + 7) / 8;
  if (index >= params.sequences * params.key_value_heads * params.time * chunks) {
    return;
  }
  let first = (index % chunks) * 8;
  let j = (index / chunks) % params.time;
  let group = (index / chunks / params.time) % params.key_value_heads;
  let sequence = index / chunks / params.time / params.key_value_heads;
  let columns = width - first;
  let stride = (params.heads + 2 * params.key_value_heads) * width;
  let row = sequence * params.time;
  let key = (row + j) * stride + (params.heads + group) * width;
  let value = key + params.key_value_heads * width;
  let last = params.time - 1;
  let group_size = params.heads / params.key_value_heads;

  var key_sum0 = vec4f(0);
  var key_sum1 = vec4f(0);
  var key_sum2 = vec4f(0);
  var key_sum3 = vec4f(0);
  var key_sum4 = vec4f(0);
  var key_sum5 = vec4f(0);
  var key_sum6 = vec4f(0);
  var key_sum7 = vec4f(0);
  var value_sum0 = vec4f(0);
  var value_sum1 = vec4f(0);
  var value_sum2 = vec4f(0);
  var value_sum3 = vec4f(0);
  var value_sum4 = vec4f(0);
  var value_sum5 = vec4f(0);
  var value_sum6 = vec4f(0);
  var value_sum7 = vec4f(0);
  for (var head = group * group_size; head < (group + 1) * group_size; head++) {
    let statistic = (sequence * params.heads + head) * params.time;
    for (var t = j; t <= last; t += 4) {
      let t1 = min(t + 1, last);
      let t2 = min(t + 2, last);
      let t3 = min(t + 3, last);
      let q0 = (row + t) * stride + head * width;
      let q1 = (row + t1) * stride + head * width;
      let q2 = (row + t2) * stride + head * width;
      let q3 = (row + t3) * stride + head * width;
      let o0 = ((row + t) * params.heads + head) * width;
      let o1 = ((row + t1) * params.heads + head) * width;
      let o2 = ((row + t2) * params.heads + head) * width;
      let o3 = ((row + t3) * params.heads + head) * width;
      var score = vec4f(0);
      var grad_p = vec4f(0);
      for (var i = 0u; i < width; i++) {
        score += qkv[key + i] * mat4x4f(qkv[q0 + i], qkv[q1 + i], qkv[q2 + i], qkv[q3 + i]);
        grad_p += qkv[value + i] * mat4x4f(
          grad_output[o0 + i], grad_output[o1 + i], grad_output[o2 + i], grad_output[o3 + i]);
      }
      let s = statistic + vec4u(t, t1, t2, t3);
      let row_logsumexp = vec4f(logsumexp[s.x], logsumexp[s.y], logsumexp[s.z], logsumexp[s.w]);
      let row_delta = vec4f(delta[s.x], delta[s.y], delta[s.z], delta[s.w]);
      let visible = vec4u(t) + vec4u(0, 1, 2, 3) <= vec4u(last);
      let p = select(vec4f(0), exp(params.scale * score - row_logsumexp), visible);
      let grad_score = params.scale * p * (grad_p - row_delta);
      key_sum0 += mat4x4f(qkv[q0 + first + 0], qkv[q1 + first + 0], qkv[q2 + first + 0], qkv[q3 + first + 0]) * grad_score;
      value_sum0 += mat4x4f(grad_output[o0 + first + 0], grad_output[o1 + first + 0], grad_output[o2 + first + 0], grad_output[o3 + first + 0]) * p;
      key_sum1 += mat4x4f(qkv[q0 + first + 1], qkv[q1 + first + 1], qkv[q2 + first + 1], qkv[q3 + first + 1]) * grad_score;
      value_sum1 += mat4x4f(grad_output[o0 + first + 1], grad_output[o1 + first + 1], grad_output[o2 + first + 1], grad_output[o3 + first + 1]) * p;
      if (columns > 2) {
        key_sum2 += mat4x4f(qkv[q0 + first + 2], qkv[q1 + first + 2], qkv[q2 + first + 2], qkv[q3 + first + 2]) * grad_score;
        value_sum2 += mat4x4f(grad_output[o0 + first + 2], grad_output[o1 + first + 2], grad_output[o2 + first + 2], grad_output[o3 + first + 2]) * p;
        key_sum3 += mat4x4f(qkv[q0 + first + 3], qkv[q1 + first + 3], qkv[q2 + first + 3], qkv[q3 + first + 3]) * grad_score;
        value_sum3 += mat4x4f(grad_output[o0 + first + 3], grad_output[o1 + first + 3], grad_output[o2 + first + 3], grad_output[o3 + first + 3]) * p;
      }
      if (columns > 4) {
        key_sum4 += mat4x4f(qkv[q0 + first + 4], qkv[q1 + first + 4], qkv[q2 + first + 4], qkv[q3 + first + 4]) * grad_score;
        value_sum4 += mat4x4f(grad_output[o0 + first + 4], grad_output[o1 + first + 4], grad_output[o2 + first + 4], grad_output[o3 + first + 4]) * p;
        key_sum5 += mat4x4f(qkv[q0 + first + 5], qkv[q1 + first + 5], qkv[q2 + first + 5], qkv[q3 + first + 5]) * grad_score;
        value_sum5 += mat4x4f(grad_output[o0 + first + 5], grad_output[o1 + first + 5], grad_output[o2 + first + 5], grad_output[o3 + first + 5]) * p;
      }
      if (columns > 6) {
        key_sum6 += mat4x4f(qkv[q0 + first + 6], qkv[q1 + first + 6], qkv[q2 + first + 6], qkv[q3 + first + 6]) * grad_score;
        value_sum6 += mat4x4f(grad_output[o0 + first + 6], grad_output[o1 + first + 6], grad_output[o2 + first + 6], grad_output[o3 + first + 6]) * p;
        key_sum7 += mat4x4f(qkv[q0 + first + 7], qkv[q1 + first + 7], qkv[q2 + first + 7], qkv[q3 + first + 7]) * grad_score;
        value_sum7 += mat4x4f(grad_output[o0 + first + 7], grad_output[o1 + first + 7], grad_output[o2 + first + 7], grad_output[o3 + first + 7]) * p;
      }
    }
  }
  grad_qkv[key + first + 0] = key_sum0;
  grad_qkv[value + first + 0] = value_sum0;
  grad_qkv[key + first + 1] = key_sum1;
  grad_qkv[value + first + 1] = value_sum1;
  if (columns > 2) {
    grad_qkv[key + first + 2] = key_sum2;
    grad_qkv[value + first + 2] = value_sum2;
    grad_qkv[key + first + 3] = key_sum3;
    grad_qkv[value + first + 3] = value_sum3;
  }
  if (columns > 4) {
    grad_qkv[key + first + 4] = key_sum4;
    grad_qkv[value + first + 4] = value_sum4;
    grad_qkv[key + first + 5] = key_sum5;
    grad_qkv[value + first + 5] = value_sum5;
  }
  if (columns > 6) {
    grad_qkv[key + first + 6] = key_sum6;
    grad_qkv[value + first + 6] = value_sum6;
    grad_qkv[key + first + 7] = key_sum7;
    grad_qkv[value + first + 7] = value_sum7;
  }
}
