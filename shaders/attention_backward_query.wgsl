// Gradient of attention_forward with respect to q (Dao et al. 2022, algorithm 4); probabilities are recomputed:
//   p[j] = exp(scale q[t] . k[j] - logsumexp[t]);  delta[t] = grad_output[t] . output[t]
//   grad_q[t] = scale sum over j <= t of p[j] (grad_output[t] . v[j] - delta[t]) k[j]
// qkv, output, logsumexp: as in attention_forward; grad_output like output, grad_qkv like qkv (only q is written).
// delta: sequences x heads x time, kept for attention_backward_key_value.
// One invocation computes, for 4 queries of one (sequence, head), a chunk of at most 32 values, 2 keys at a time, as in
// attention_forward.
// Neighbouring invocations do the same block of different sequences, so that they loop equally long.
// A block that reaches past `time` repeats its last query, which is stored again with the same values.
// Grid: sequences * heads * ceil(head_width / 32) * ceil(time / 4) invocations.

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
@group(0) @binding(1) var<storage, read> output: array<vec4f>;
@group(0) @binding(2) var<storage, read> grad_output: array<vec4f>;
@group(0) @binding(3) var<storage, read> logsumexp: array<f32>;
@group(0) @binding(4) var<storage, read_write> delta: array<f32>;
@group(0) @binding(5) var<storage, read_write> grad_qkv: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

// k0 (x) s0 + k1 (x) s1: one column per query.
fn key_terms(k0: vec4f, s0: vec4f, k1: vec4f, s1: vec4f) -> mat4x4f {
  return mat4x4f(
    k0 * s0.x + k1 * s1.x,
    k0 * s0.y + k1 * s1.y,
    k0 * s0.z + k1 * s1.z,
    k0 * s0.w + k1 * s1.w,
  );
}

fn store(column: u32, rows: vec4u, sum: mat4x4f) {
  grad_qkv[rows.x + column] = sum[0];
  grad_qkv[rows.y + column] = sum[1];
  grad_qkv[rows.z + column] = sum[2];
  grad_qkv[rows.w + column] = sum[3];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let width = params.head_width / 4;
  let chunks = (width + 7) / 8;
  let blocks = (params.time + 3) / 4;
  if (index >= params.sequences * params.heads * chunks * blocks) {
    return;
  }
  let sequence = index % params.sequences;
  let head = (index / params.sequences) % params.heads;
  let first = (index / params.sequences / params.heads % chunks) * 8;
  let t = (index / params.sequences / params.heads / chunks) * 4;
  let columns = width - first;
  let stride = (params.heads + 2 * params.key_value_heads) * width;
  let row = sequence * params.time;
  let last = params.time - 1;
  let group = head * params.key_value_heads / params.heads;
  let key = row * stride + (params.heads + group) * width;
  let value_from_key = params.key_value_heads * width;
  let times = min(t + vec4u(0, 1, 2, 3), vec4u(last));
  let queries = (row + times) * stride + head * width;
  let out = ((row + times) * params.heads + head) * width;
  let statistic = (sequence * params.heads + head) * params.time + times;
  let end = times.w;

  var row_delta = vec4f(0);
  for (var i = 0u; i < width; i++) {
    row_delta += vec4f(
      dot(grad_output[out.x + i], output[out.x + i]),
      dot(grad_output[out.y + i], output[out.y + i]),
      dot(grad_output[out.z + i], output[out.z + i]),
      dot(grad_output[out.w + i], output[out.w + i]),
    );
  }
  let row_logsumexp = vec4f(
    logsumexp[statistic.x], logsumexp[statistic.y], logsumexp[statistic.z], logsumexp[statistic.w]);
  var sum0 = mat4x4f();
  var sum1 = mat4x4f();
  var sum2 = mat4x4f();
  var sum3 = mat4x4f();
  var sum4 = mat4x4f();
  var sum5 = mat4x4f();
  var sum6 = mat4x4f();
  var sum7 = mat4x4f();
  for (var j = 0u; j <= end; j += 2) {
    let k0 = key + j * stride;
    let k1 = key + min(j + 1, end) * stride;
    let v0 = k0 + value_from_key;
    let v1 = k1 + value_from_key;
    var score0 = vec4f(0);
    var score1 = vec4f(0);
    var grad_p0 = vec4f(0);
    var grad_p1 = vec4f(0);
    for (var i = 0u; i < width; i++) {
      let q = mat4x4f(
        qkv[queries.x + i], qkv[queries.y + i], qkv[queries.z + i], qkv[queries.w + i]);
      let g = mat4x4f(
        grad_output[out.x + i], grad_output[out.y + i], grad_output[out.z + i], grad_output[out.w + i]);
      score0 += qkv[k0 + i] * q;
      score1 += qkv[k1 + i] * q;
      grad_p0 += qkv[v0 + i] * g;
      grad_p1 += qkv[v1 + i] * g;
    }
    let p0 = exp(select(vec4f(MASKED), params.scale * score0 - row_logsumexp, vec4u(j) <= times));
    let p1 = exp(select(vec4f(MASKED), params.scale * score1 - row_logsumexp, vec4u(j + 1) <= times));
    let s0 = params.scale * p0 * (grad_p0 - row_delta);
    let s1 = params.scale * p1 * (grad_p1 - row_delta);
    let c0 = k0 + first;
    let c1 = k1 + first;
    sum0 += key_terms(qkv[c0 + 0], s0, qkv[c1 + 0], s1);
    sum1 += key_terms(qkv[c0 + 1], s0, qkv[c1 + 1], s1);
    if (columns > 2) {
      sum2 += key_terms(qkv[c0 + 2], s0, qkv[c1 + 2], s1);
      sum3 += key_terms(qkv[c0 + 3], s0, qkv[c1 + 3], s1);
    }
    if (columns > 4) {
      sum4 += key_terms(qkv[c0 + 4], s0, qkv[c1 + 4], s1);
      sum5 += key_terms(qkv[c0 + 5], s0, qkv[c1 + 5], s1);
    }
    if (columns > 6) {
      sum6 += key_terms(qkv[c0 + 6], s0, qkv[c1 + 6], s1);
      sum7 += key_terms(qkv[c0 + 7], s0, qkv[c1 + 7], s1);
    }
  }
  let rows = queries + first;
  store(0, rows, sum0);
  store(1, rows, sum1);
  if (columns > 2) {
    store(2, rows, sum2);
    store(3, rows, sum3);
  }
  if (columns > 4) {
    store(4, rows, sum4);
    store(5, rows, sum5);
  }
  if (columns > 6) {
    store(6, rows, sum6);
    store(7, rows, sum7);
  }
  if (first == 0) {
    delta[statistic.x] = row_delta.x;
    delta[statistic.y] = row_delta.y;
    delta[statistic.z] = row_delta.z;
    delta[statistic.w] = row_delta.w;
  }
}
