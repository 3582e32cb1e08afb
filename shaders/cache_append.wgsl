// Copies the keys and values of new positions into the key-value cache.
// qkv: (sequences * time) rows of [q heads | k heads | v heads]. cache: sequences x context rows of [k heads | v heads].
// Row (sequence, t) goes to position `position + t`.
// One invocation copies one vec4. Grid: sequences * time * 2 * key_value_heads * head_width / 4 invocations.

struct Params {
  sequences: u32,
  time: u32,
  heads: u32,
  key_value_heads: u32,
  head_width: u32,
  context: u32,
  position: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> qkv: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> cache: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let queries = params.heads * params.head_width / 4;
  let columns = params.key_value_heads * params.head_width / 2;
  if (index >= params.sequences * params.time * columns) {
    return;
  }
  let column = index % columns;
  let row = index / columns;
  let position = params.position + row % params.time;
  if (position >= params.context) {
    return;
  }
  let slot = (row / params.time) * params.context + position;
  cache[slot * columns + column] = qkv[row * (queries + columns) + queries + column];
}
