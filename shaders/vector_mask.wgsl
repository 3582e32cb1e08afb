// destination = 0 where mask is 0, unchanged elsewhere, on a whole flat vector.
// mask, destination: count values. One invocation computes one vec4. Grid: count / 4 invocations.

struct Params {
  count: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> mask: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> destination: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (index >= params.count / 4) {
    return;
  }
  destination[index] = select(destination[index], vec4f(), mask[index] == vec4f());
}
