// Causal attention with an online softmax (Milakov and Gimelshein 2018; Dao et al. 2022), no time x time tensor:
//   output[t] = sum over j <= t of softmax_j(scale q[t] . k[j]) v[j];  logsumexp[t] = log of the softmax's denominator.
// qkv: (sequences * time) rows of [q heads | k heads | v heads], each head_width wide; query heads share key_value_heads.
// output: (sequences * time) rows of [heads]. logsumexp: sequences x heads x time.
// One invocation computes a chunk of at most 32 values of one (sequence, head, t), 4 keys at a time; the sums are named
// variables because arrays in loops are 6 times slower on software adapters.
// Grid: sequences * heads * time * ceil(head_width / 32) invocations.

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
@group(0) @binding(1) var<storage, read_write> output: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> logsumexp: array<f32>;
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
  let value_from_key = params.key_value_heads * width + first;

  var highest = MASKED;
  var total = 0.0;
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
    var score = vec4f(0);
    for (var i = 0u; i < width; i++) {
      score += qkv[query + i] * mat4x4f(qkv[k0 + i], qkv[k1 + i], qkv[k2 + i], qkv[k3 + i]);
    }
    let visible = vec4u(j) + vec4u(0, 1, 2, 3) <= vec4u(t);
    score = select(vec4f(MASKED), params.scale * score, visible);
    let block_highest = max(max(score.x, score.y), max(score.z, score.w));
    let new_highest = max(highest, block_highest);
    let correction = exp(highest - new_highest);
    let p = exp(score - new_highest);
    total = total * correction + (p.x + p.y + p.z + p.w);
    highest = new_highest;
    let v0 = k0 + value_from_key;
    let v1 = k1 + value_from_key;
    let v2 = k2 + value_from_key;
    let v3 = k3 + value_from_key;
    sum0 = sum0 * correction + mat4x4f(qkv[v0 + 0], qkv[v1 + 0], qkv[v2 + 0], qkv[v3 + 0]) * p;
    sum1 = sum1 * correction + mat4x4f(qkv[v0 + 1], qkv[v1 + 1], qkv[v2 + 1], qkv[v3 + 1]) * p;
    if (columns > 2) {
      sum2 = sum2 * correction + mat4x4f(qkv[v0 + 2], qkv[v1 + 2], qkv[v2 + 2], qkv[v3 + 2]) * p;
      sum3 = sum3 * correction + mat4x4f(qkv[v0 + 3], qkv[v1 + 3], qkv[v2 + 3], qkv[v3 + 3]) * p;
    }
    if (columns > 4) {
      sum4 = sum4 * correction + mat4x4f(qkv[v0 + 4], qkv[v1 + 4], qkv[v2 + 4], qkv[v3 + 4]) * p;
      sum5 = sum5 * correction + mat4x4f(qkv[v0 + 5], qkv[v1 + 5], qkv[v2 + 5], qkv[v3 + 5]) * p;
    }
    if (columns > 6) {
      sum6 = sum6 * correction + mat4x4f(qkv[v0 + 6], qkv[v1 + 6], qkv[v2 + 6], qkv[v3 + 6]) * p;
      sum7 = sum7 * correction + mat4x4f(qkv[v0 + 7], qkv[v1 + 7], qkv[v2 + 7], qkv[v3 + 7]) * p;
    }
  }
  let inverse = 1 / total;
  let out = ((sequence * params.time + t) * params.heads + head) * width + first;
  output[out + 0] = sum0 * inverse;
  output[out + 1] = sum1 * inverse;
  if (columns > 2) {
    output[out + 2] = sum2 * inverse;
    output[out + 3] = sum3 * inverse;
  }
  if (columns > 4) {
    output[out + 4] = sum4 * inverse;
    output[out + 5] = sum5 * inverse;
  }
  if (columns > 6) {
    output[out + 6] = sum6 * inverse;
    output[out + 7] = sum7 * inverse;
  }
  if (first == 0) {
    logsumexp[(sequence * params.heads + head) * params.time + t] = highest + log(total);
  }
}
