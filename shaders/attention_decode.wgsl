// Attention of one new query per sequence to the cached keys and values of positions 0..position, online softmax as in
// attention_forward.
// qkv: one row of [q heads | k heads | v heads] per sequence, of which q is read. cache: sequences x context rows of
// [k heads | v heads]. output: sequences rows of [heads].
// One invocation computes a chunk of at most 32 values of one (sequence, head), 2 keys at a time.
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
  let last = params.position;

  var highest = MASKED;
  var total = 0.0;
  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  var sum4 = vec4f();
  var sum5 = vec4f();
  var sum6 = vec4f();
  var sum7 = vec4f();
  for (var j = 0u; j <= last; j += 2) {
    let k0 = key + j * stride;
    let k1 = key + min(j + 1, last) * stride;
    var score = vec2f(0);
    for (var i = 0u; i < width; i++) {
      score += qkv[query + i] * mat2x4f(cache[k0 + i], cache[k1 + i]);
    }
    score = select(vec2f(MASKED), params.scale * score, vec2u(j, j + 1) <= vec2u(last));
    let new_highest = max(highest, max(score.x, score.y));
    let decay = exp(highest - new_highest);
    let p = exp(score - new_highest);
    total = total * decay + p.x + p.y;
    highest = new_highest;
    let v0 = k0 + value_from_key;
    let v1 = k1 + value_from_key;
    sum0 = sum0 * decay + cache[v0 + 0] * p.x + cache[v1 + 0] * p.y;
    sum1 = sum1 * decay + cache[v0 + 1] * p.x + cache[v1 + 1] * p.y;
    if (columns > 2) {
      sum2 = sum2 * decay + cache[v0 + 2] * p.x + cache[v1 + 2] * p.y;
      sum3 = sum3 * decay + cache[v0 + 3] * p.x + cache[v1 + 3] * p.y;
    }
    if (columns > 4) {
      sum4 = sum4 * decay + cache[v0 + 4] * p.x + cache[v1 + 4] * p.y;
      sum5 = sum5 * decay + cache[v0 + 5] * p.x + cache[v1 + 5] * p.y;
    }
    if (columns > 6) {
      sum6 = sum6 * decay + cache[v0 + 6] * p.x + cache[v1 + 6] * p.y;
      sum7 = sum7 * decay + cache[v0 + 7] * p.x + cache[v1 + 7] * p.y;
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
