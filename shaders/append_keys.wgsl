// Gathers hidden states into a store of keys: keys[first + i] = hidden[positions[i]] for i < count.
// hidden: rows x width. positions: count row numbers. keys: capacity x width; first + count must not exceed the capacity.
// One invocation copies one vec4. Grid: count * width / 4 invocations, or more.

struct Params {
  count: u32,
  width: u32,
  first: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> hidden: array<vec4f>;
@group(0) @binding(1) var<storage, read> positions: array<u32>;
@group(0) @binding(2) var<storage, read_write> keys: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let vectors = params.width / 4;
  if (index >= params.count * vectors) {
    return;
  }
  let entry = index / vectors;
  let column = index % vectors;
  keys[(params.first + entry) * vectors + column] = hidden[positions[entry] * vectors + column];
}
