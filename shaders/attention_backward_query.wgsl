// Gradient of attention_forward with respect to q (Dao et al. 2022, algorithm 4); probabilities are recomputed:
//   p[j] = exp(scale q[t] . k[j] - logsumexp[t]);  delta[t] = grad_output[t] . output[t]
//   grad_q[t] = scale sum over j <= t of p[j] (grad_output[t] . v[j] - delta[t]) k[j]
// qkv, output, logsumexp: as in attention_forward; grad_output like output, grad_qkv like qkv (only q is written).
// delta: sequences x heads x time, kept for attention_backward_key_value.
// One invocation computes a chunk of at most 32 values of one (sequence, head, t), 4 keys at a time.
// Grid: sequences * heads * time * ceil(head_width / 32) invocations.

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
@group(0) @binding(1) var<storage, read> output: array<vec4f>;
@group(0) @binding(2) var<storage, read> grad_output: array<vec4f>;
@group(0) @binding(3) var<storage, read> logsumexp: array<f32>;
@group(0) @binding(4) var<storage, read_write> delta: array<f32>;
@group(0) @binding(5) var<storage, read_write> grad_qkv: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let width = params.head_width / 4;
  let chunks = (width + 7) / 8;
  if (index >= params.sequences * params.heads * params.time * chunks) {
    return;
  }
  let first = (index % chunks) * 8;
  let t = (index / chunks) % params.time;
  let head = (index / chunks / params.time) % params.heads;
  let sequence = index / chunks / params.time / params.heads;
  let columns = width - first;
  let stride = (params.heads + 2 * params.key_value_heads) * width;
  let group = head * params.key_value_heads / params.heads;
  let query = (sequence * params.time + t) * stride + head * width;
  let key = sequence * params.time * stride + (params.heads + group) * width;
  let value_from_key = params.key_value_heads * width;
  let out = ((sequence * params.time + t) * params.heads + head) * width;
  let statistic = (sequence * params.heads + head) * params.time + t;

  var row_delta = 0.0;
  for (var i = 0u; i < width; i++) {
    row_delta += dot(grad_output[out + i], output[out + i]);
  }
  let row_logsumexp = logsumexp[statistic];
  var sum0 = vec4f(0);
  var sum1 = vec4f(0);
  var sum2 = vec4f(0);
  var sum3 = vec4f(0);
  var sum4 = vec4f(0);
  var sum5 = vec4f(0);
  var sum6 = vec4f(0);
  var sum7 = vec4f(0);
  for (var j = 0u; j <= t; j += 4) {
    let k0 = key + j * stride;
    let k1 = key + min(j + 1, t) * stride;
    let k2 = key + min(j + 2, t) * stride;
    let k3 = key + min(j + 3, t) * stride;
    let v0 = k0 + value_from_key;
    let v1 = k1 + value_from_key;
    let v2 = k2 + value_from_key;
    let v3 = k3 + value_from_key;
    var score = vec4f(0);
    var grad_p = vec4f(0);
    for (var i = 0u; i < width; i++) {
      score += qkv[query + i] * mat4x4f(qkv[k0 + i], qkv[k1 + i], qkv[k2 + i], qkv[k3 + i]);
      grad_p += grad_output[out + i] * mat4x4f(qkv[v0 + i], qkv[v1 + i], qkv[v2 + i], qkv[v3 + i]);
    }
    let visible = vec4u(j) + vec4u(0, 1, 2, 3) <= vec4u(t);
    let p = select(vec4f(0), exp(params.scale * score - row_logsumexp), visible);
    let grad_score = params.scale * p * (grad_p - row_delta);
    sum0 += mat4x4f(qkv[k0 + first + 0], qkv[k1 + first + 0], qkv[k2 + first + 0], qkv[k3 + first + 0]) * grad_score;
    sum1 += mat4x4f(qkv[k0 + first + 1], qkv[k1 + first + 1], qkv[k2 + first + 1], qkv[k3 + first + 1]) * grad_score;
    if (columns > 2) {
      sum2 += mat4x4f(qkv[k0 + first + 2], qkv[k1 + first + 2], qkv[k2 + first + 2], qkv[k3 + first + 2]) * grad_score;
      sum3 += mat4x4f(qkv[k0 + first + 3], qkv[k1 + first + 3], qkv[k2 + first + 3], qkv[k3 + first + 3]) * grad_score;
    }
    if (columns > 4) {
      sum4 += mat4x4f(qkv[k0 + first + 4], qkv[k1 + first + 4], qkv[k2 + first + 4], qkv[k3 + first + 4]) * grad_score;
      sum5 += mat4x4f(qkv[k0 + first + 5], qkv[k1 + first + 5], qkv[k2 + first + 5], qkv[k3 + first + 5]) * grad_score;
    }
    if (columns > 6) {
      sum6 += mat4x4f(qkv[k0 + first + 6], qkv[k1 + first + 6], qkv[k2 + first + 6], qkv[k3 + first + 6]) * grad_score;
      sum7 += mat4x4f(qkv[k0 + first + 7], qkv[k1 + first + 7], qkv[k2 + first + 7], qkv[k3 + first + 7]) * grad_score;
    }
  }
  let at = query + first;
  grad_qkv[at + 0] = sum0;
  grad_qkv[at + 1] = sum1;
  if (columns > 2) {
    grad_qkv[at + 2] = sum2;
    grad_qkv[at + 3] = sum3;
  }
  if (columns > 4) {
    grad_qkv[at + 4] = sum4;
    grad_qkv[at + 5] = sum5;
  }
  if (columns > 6) {
    grad_qkv[at + 6] = sum6;
    grad_qkv[at + 7] = sum7;
  }
  if (first == 0) {
    delta[statistic] = row_delta;
  }
}
