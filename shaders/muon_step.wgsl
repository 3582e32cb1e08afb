// parameter -= learning_rate (scale * direction + weight_decay * parameter), on matrices of one kind, one in each layer.
// parameter, direction: matrices of `count` values (a multiple of 4), the z-th at offset + z * stride; both multiples of 4.
// One invocation updates one vec4. Grid: matrices * count / 4 invocations.

struct Params {
  matrices: u32,
  count: u32,
  offset: u32,
  stride: u32,
  learning_rate: f32,
  scale: f32,
  weight_decay: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> direction: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> parameter: array<vec4f>;
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
  let at = (params.offset + index / quads * params.stride) / 4 + index % quads;
  let p = parameter[at];
  parameter[at] = p - params.learning_rate * (params.scale * direction[at] + params.weight_decay * p);
}
