// Attention of one new query per sequence to the cached keys and values of positions 0..position, online softmax as in
// attention_forward.
// qkv: one row of [q heads | k heads | v heads] per sequence, of which q is read. cache: sequences x context rows of
// [k heads | v heads]. output: sequences rows of [heads].
// One invocation computes a chunk of at most 32 values of one (sequence, head), 4 keys at a time.
// Grid: sequences * heads * ceil(head_width / 32) invocations.

struct Params {
  sequences: u32,
  heads: u32,
  key_value_heads: u32,
  head_width: u32,
  context: u32,
  position: u32,
  scale: f32,
}

const MASKED = -1e30f;
override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> qkv: array<vec4f>;
@group(0) @binding(1) var<storage, read> cache: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let width = params.head_width / 4;
  let chunks = (width + 7) / 8;
  if (index >= params.sequences * params.heads * chunks) {
    return;
  }
  let first = (index % chunks) * 8;
  let head = (index / chunks) % params.heads;
  let sequence = index / chunks / params.heads;
  let columns = width - first;
  let stride = 2 * params.key_value_heads * width;
  let group = head * params.key_value_heads / params.heads;
  let query = sequence * (params.heads * width + stride) + head * width;
  let key = sequence * params.context * stride + group * width;
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
  for (var j = 0u; j <= params.position; j += 4) {
    let k0 = key + j * stride;
    let k1 = key + min(j + 1, params.position) * stride;
    let k2 = key + min(j + 2, params.position) * stride;
    let k3 = key + min(j + 3, params.position) * stride;
    var score = vec4f(0);
    for (var i = 0u; i < width; i++) {
      score += qkv[query + i] * mat4x4f(cache[k0 + i], cache[k1 + i], cache[k2 + i], cache[k3 + i]);
    }
    let visible = vec4u(j) + vec4u(0, 1, 2, 3) <= vec4u(params.position);
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
    sum0 = sum0 * correction + mat4x4f(cache[v0 + 0], cache[v1 + 0], cache[v2 + 0], cache[v3 + 0]) * p;
    sum1 = sum1 * correction + mat4x4f(cache[v0 + 1], cache[v1 + 1], cache[v2 + 1], cache[v3 + 1]) * p;
    if (columns > 2) {
      sum2 = sum2 * correction + mat4x4f(cache[v0 + 2], cache[v1 + 2], cache[v2 + 2], cache[v3 + 2]) * p;
      sum3 = sum3 * correction + mat4x4f(cache[v0 + 3], cache[v1 + 3], cache[v2 + 3], cache[v3 + 3]) * p;
    }
    if (columns > 4) {
      sum4 = sum4 * correction + mat4x4f(cache[v0 + 4], cache[v1 + 4], cache[v2 + 4], cache[v3 + 4]) * p;
      sum5 = sum5 * correction + mat4x4f(cache[v0 + 5], cache[v1 + 5], cache[v2 + 5], cache[v3 + 5]) * p;
    }
    if (columns > 6) {
      sum6 = sum6 * correction + mat4x4f(cache[v0 + 6], cache[v1 + 6], cache[v2 + 6], cache[v3 + 6]) * p;
      sum7 = sum7 * correction + mat4x4f(cache[v0 + 7], cache[v1 + 7], cache[v2 + 7], cache[v3 + 7]) * p;
    }
  }
  let inverse = 1 / total;
  let out = (sequence * params.heads + head) * width + first;
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
}
