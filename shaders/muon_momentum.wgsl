// Momentum of Muon (Jordan et al. 2024) with Nesterov's look ahead, on matrices of one kind, one in each layer:
//   g = gradient * min(1, clip / norm), norm = sqrt(norm_squared[norm_offset]); clip <= 0 means no clipping
//   momentum = decay momentum + g;  direction = g + decay momentum
// gradient, momentum, direction: matrices of `count` values (a multiple of 4), the z-th at offset + z * stride; both are
// multiples of 4. norm_squared: one value at norm_offset.
// One invocation computes one vec4. Grid: matrices * count / 4 invocations.

struct Params {
  matrices: u32,
  count: u32,
  offset: u32,
  stride: u32,
  norm_offset: u32,
  decay: f32,
  clip: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(1) var<storage, read> norm_squared: array<f32>;
@group(0) @binding(2) var<storage, read_write> momentum: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> direction: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let quads = params.count / 4;
  if (index >= params.matrices * quads) {
    return;
  }
  let norm = sqrt(norm_squared[params.norm_offset]);
  var factor = 1.0;
  if (params.clip > 0 && norm > params.clip) {
    factor = params.clip / norm;
  }
  let at = (params.offset + index / quads * params.stride) / 4 + index % quads;
  let g = factor * gradient[at];
  let m = params.decay * momentum[at] + g;
  momentum[at] = m;
  direction[at] = g + params.decay * m;
}
