// SGD with momentum in PyTorch's form without dampening (Sutskever et al. 2013 scale the velocity by the learning rate
// instead), decoupled weight decay, clipping by the global norm:
//   g = gradient * min(1, clip / norm), norm = sqrt(norm_squared[norm_offset]); clip <= 0 means no clipping
//   velocity = momentum velocity + g;  parameter -= learning_rate (velocity + weight_decay * parameter)
// gradient, parameter, velocity: count values. norm_squared: one value at norm_offset.
// One invocation updates one vec4. Grid: count / 4 invocations.

struct Params {
  count: u32,
  norm_offset: u32,
  learning_rate: f32,
  momentum: f32,
  weight_decay: f32,
  clip: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(1) var<storage, read> norm_squared: array<f32>;
@group(0) @binding(2) var<storage, read_write> parameter: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> velocity: array<vec4f>;
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
  let norm = sqrt(norm_squared[params.norm_offset]);
  var factor = 1.0;
  if (params.clip > 0 && norm > params.clip) {
    factor = params.clip / norm;
  }
  let p = parameter[index];
  let v = params.momentum * velocity[index] + factor * gradient[index];
  velocity[index] = v;
  parameter[index] = p - params.learning_rate * (v + params.weight_decay * p);
}
