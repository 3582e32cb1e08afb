// Causal attention with an online softmax (Milakov and Gimelshein 2018; Dao et al. 2022), no time x time tensor:
//   output[t] = sum over j <= t of softmax_j(scale q[t] . k[j]) v[j];  logsumexp[t] = log of the softmax's denominator.
// qkv: (sequences * time) rows of [q heads | k heads | v heads], each head_width wide; query heads share key_value_heads.
// output: (sequences * time) rows of [heads]. logsumexp: sequences x heads x time.
// One invocation computes, for 4 queries of one (sequence, head), a chunk of at most 32 values, 2 keys at a time. The
// sums are named matrices, one column per query: arrays in loops are 6 times slower on software adapters.
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
@group(0) @binding(1) var<storage, read_write> output: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> logsumexp: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

// sum * decay + v0 (x) p0 + v1 (x) p1: one column per query.
fn add_values(sum: mat4x4f, decay: vec4f, v0: vec4f, p0: vec4f, v1: vec4f, p1: vec4f) -> mat4x4f {
  return mat4x4f(
    sum[0] * decay.x + v0 * p0.x + v1 * p1.x,
    sum[1] * decay.y + v0 * p0.y + v1 * p1.y,
    sum[2] * decay.z + v0 * p0.z + v1 * p1.z,
    sum[3] * decay.w + v0 * p0.w + v1 * p1.w,
  );
}

fn store(column: u32, out: vec4u, sum: mat4x4f, inverse: vec4f) {
  output[out.x + column] = sum[0] * inverse.x;
  output[out.y + column] = sum[1] * inverse.y;
  output[out.z + column] = sum[2] * inverse.z;
  output[out.w + column] = sum[3] * inverse.w;
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
  let value_from_key = params.key_value_heads * width + first;
  let times = min(t + vec4u(0, 1, 2, 3), vec4u(last));
  let queries = (row + times) * stride + head * width;
  let end = times.w;

  var highest = vec4f(MASKED);
  var total = vec4f(0);
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
    var score0 = vec4f(0);
    var score1 = vec4f(0);
    for (var i = 0u; i < width; i++) {
      let q = mat4x4f(
        qkv[queries.x + i], qkv[queries.y + i], qkv[queries.z + i], qkv[queries.w + i]);
      score0 += qkv[k0 + i] * q;
      score1 += qkv[k1 + i] * q;
    }
    score0 = select(vec4f(MASKED), params.scale * score0, vec4u(j) <= times);
    score1 = select(vec4f(MASKED), params.scale * score1, vec4u(j + 1) <= times);
    let new_highest = max(highest, max(score0, score1));
    let decay = exp(highest - new_highest);
    let p0 = exp(score0 - new_highest);
    let p1 = exp(score1 - new_highest);
    total = total * decay + p0 + p1;
    highest = new_highest;
    let v0 = k0 + value_from_key;
    let v1 = k1 + value_from_key;
    sum0 = add_values(sum0, decay, qkv[v0 + 0], p0, qkv[v1 + 0], p1);
    sum1 = add_values(sum1, decay, qkv[v0 + 1], p0, qkv[v1 + 1], p1);
    if (columns > 2) {
      sum2 = add_values(sum2, decay, qkv[v0 + 2], p0, qkv[v1 + 2], p1);
      sum3 = add_values(sum3, decay, qkv[v0 + 3], p0, qkv[v1 + 3], p1);
    }
    if (columns > 4) {
      sum4 = add_values(sum4, decay, qkv[v0 + 4], p0, qkv[v1 + 4], p1);
      sum5 = add_values(sum5, decay, qkv[v0 + 5], p0, qkv[v1 + 5], p1);
    }
    if (columns > 6) {
      sum6 = add_values(sum6, decay, qkv[v0 + 6], p0, qkv[v1 + 6], p1);
      sum7 = add_values(sum7, decay, qkv[v0 + 7], p0, qkv[v1 + 7], p1);
    }
  }
  let inverse = 1 / total;
  let out = ((row + times) * params.heads + head) * width + first;
  store(0, out, sum0, inverse);
  store(1, out, sum1, inverse);
  if (columns > 2) {
    store(2, out, sum2, inverse);
    store(3, out, sum3, inverse);
  }
  if (columns > 4) {
    store(4, out, sum4, inverse);
    store(5, out, sum5, inverse);
  }
  if (columns > 6) {
    store(6, out, sum6, inverse);
    store(7, out, sum7, inverse);
  }
  if (first == 0) {
    let row_logsumexp = highest + log(total);
    let statistic = (sequence * params.heads + head) * params.time + times;
    logsumexp[statistic.x] = row_logsumexp.x;
    logsumexp[statistic.y] = row_logsumexp.y;
    logsumexp[statistic.z] = row_logsumexp.z;
    logsumexp[statistic.w] = row_logsumexp.w;
  }
}
