// destination += factor * |source| on a whole flat vector (element-wise absolute value).
// source, destination: count values. One invocation computes one vec4. Grid: count / 4 invocations.

struct Params {
  count: u32,
  factor: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> source: array<vec4f>;
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
  destination[index] += params.factor * abs(source[index]);
}
