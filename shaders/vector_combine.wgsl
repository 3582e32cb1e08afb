// destination = own * destination + factor * weights[index] * source on a whole flat vector, with weights that an earlier
// dispatch worked out; own = weights[0] where scale_own = 1, else 1.
// source, destination: count values. One invocation computes one vec4. Grid: count / 4 invocations.

struct Params {
  count: u32,
  index: u32,
  factor: f32,
  scale_own: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> weights: array<f32>;
@group(0) @binding(1) var<storage, read> source: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> destination: array<vec4f>;
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
  let weight = params.factor * weights[params.index];
  let own = select(1.0, weights[0], params.scale_own == 1);
  // A weight of 0 leaves every bit as it is.
  if (weight != 0 || own != 1) {
    destination[index] = own * destination[index] + weight * source[index];
  }
}
