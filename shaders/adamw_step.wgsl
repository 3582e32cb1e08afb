// AdamW (Loshchilov and Hutter 2019, decoupled weight decay) on a part of a flat vector, with clipping by the global norm:
//   g = gradient * min(1, clip / norm), norm = sqrt(norm_squared[norm_offset]); clip <= 0 means no clipping
//   m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2
//   parameter -= learning_rate (m / correction1 / (sqrt(v / correction2) + epsilon) + weight_decay * parameter)
// correction1 = 1 - beta1^t and correction2 = 1 - beta2^t come from the host, which has f64.
// gradient, parameter, first_moment, second_moment: count values from offset on, a multiple of 4. norm_squared: one value at norm_offset.
// One invocation updates one vec4. Grid: count / 4 invocations.

struct Params {
  count: u32,
  offset: u32,
  norm_offset: u32,
  learning_rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  weight_decay: f32,
  correction1: f32,
  correction2: f32,
  clip: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(1) var<storage, read> norm_squared: array<f32>;
@group(0) @binding(2) var<storage, read_write> parameter: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> first_moment: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> second_moment: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let position = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (position >= params.count / 4) {
    return;
  }
  let index = params.offset / 4 + position;
  let norm = sqrt(norm_squared[params.norm_offset]);
  var factor = 1.0;
  if (params.clip > 0 && norm > params.clip) {
    factor = params.clip / norm;
  }
  let g = factor * gradient[index];
  let p = parameter[index];
  let m = params.beta1 * first_moment[index] + (1 - params.beta1) * g;
  let v = params.beta2 * second_moment[index] + (1 - params.beta2) * g * g;
  let update = m / params.correction1 / (sqrt(v / params.correction2) + params.epsilon);
  first_moment[index] = m;
  second_moment[index] = v;
  parameter[index] = p - params.learning_rate * (update + params.weight_decay * p);
}
