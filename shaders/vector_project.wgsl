// Takes out of a vector what runs against a reference (Chaudhry et al. 2019, A-GEM, eq. 11), decided here, on the GPU:
//   where side * d < 0 and n > 0:  vector -= (d / n) * reference
// scalars: d = vector . reference at 0 and n = reference . reference at 1, from an earlier dispatch.
// side = 1 for a gradient, -1 for an update, which points the other way.
// reference, vector: count values. One invocation computes one vec4. Grid: count / 4 invocations.

struct Params {
  count: u32,
  side: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> scalars: array<f32>;
@group(0) @binding(1) var<storage, read> reference: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> vector: array<vec4f>;
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
  let product = scalars[0];
  let norm_squared = scalars[1];
  if (params.side * product < 0 && norm_squared > 0) {
    vector[index] -= product / norm_squared * reference[index];
  }
}
