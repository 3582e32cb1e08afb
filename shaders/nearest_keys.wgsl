// The stored keys nearest to each supervised row's hidden state, nearest first; of equals, the one stored first:
//   distance(r, i) = |hidden_r - keys_i|^2
// hidden: rows x width. weights are read at batch_offset + r; a row with weight 0 is left as it is.
// keys: count x width. nearest, distances: rows x 16, of which the first `wanted` (at most 16) are written; where there
// are fewer keys, the distances of the rest are 1e30.
// One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  width: u32,
  batch_offset: u32,
  count: u32,
  wanted: u32,
}

override WORKGROUP_SIZE: u32 = 64;
const MOST: u32 = 16;
const NONE: f32 = 1e30;

@group(0) @binding(0) var<storage, read> hidden: array<vec4f>;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
@group(0) @binding(2) var<storage, read> keys: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> nearest: array<u32>;
@group(0) @binding(4) var<storage, read_write> distances: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let row = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (row >= params.rows) {
    return;
  }
  if (weights[params.batch_offset + row] == 0) {
    return;
  }
  let vectors = params.width / 4;
  var found: array<u32, MOST>;
  var far: array<f32, MOST>;
  for (var i = 0u; i < MOST; i++) {
    far[i] = NONE;
  }
  for (var key = 0u; key < params.count; key++) {
    var sums = vec4f();
    for (var i = 0u; i < vectors; i++) {
      let difference = hidden[row * vectors + i] - keys[key * vectors + i];
      sums += difference * difference;
    }
    let distance = dot(sums, vec4f(1));
    if (distance >= far[params.wanted - 1]) {
      continue;
    }
    // Moves what is farther one place on, and takes the place that is free.
    var place = params.wanted - 1;
    while (place > 0 && far[place - 1] > distance) {
      far[place] = far[place - 1];
      found[place] = found[place - 1];
      place--;
    }
    far[place] = distance;
    found[place] = key;
  }
  for (var i = 0u; i < params.wanted; i++) {
    nearest[row * MOST + i] = found[i];
    distances[row * MOST + i] = far[i];
  }
}
