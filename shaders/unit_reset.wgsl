// Gives the chosen hidden units of one layer new weights: incoming ones normal with this deviation, outgoing ones 0. With a
// deviation of 0 all are 0, as an optimizer's moments of new weights are.
// chosen: from unit_offset on. destination: incoming values as `inputs` blocks of units x width from up_offset on, outgoing ones
// as width x units from down_offset on. The draw is Box and Muller's, of pcg4d(seed, PURPOSE, step, index of the weight).
// One invocation does one unit and one column. Grid: units * width invocations.

struct Params {
  units: u32,
  width: u32,
  inputs: u32,
  unit_offset: u32,
  up_offset: u32,
  down_offset: u32,
  deviation: f32,
  seed: u32,
  step: u32,
}

const PURPOSE = 0xcb9u;
const PI = 3.14159265358979;
override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> chosen: array<u32>;
@group(0) @binding(1) var<storage, read_write> destination: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

// The angle lies in [-pi, pi), where WGSL bounds the error of cos.
fn normal(counter: u32) -> f32 {
  let bits = pcg4d(vec4u(params.seed, PURPOSE, params.step, counter));
  let radius = sqrt(-2 * log(1 - to_uniform(bits.x)));
  return radius * cos(PI * (2 * to_uniform(bits.y) - 1));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (index >= params.units * params.width) {
    return;
  }
  let unit = index / params.width;
  let column = index % params.width;
  if (chosen[params.unit_offset + unit] == 0) {
    return;
  }
  for (var block = 0u; block < params.inputs; block++) {
    let at = params.up_offset + (block * params.units + unit) * params.width + column;
    destination[at] = 0;
    if (params.deviation > 0) {
      destination[at] = params.deviation * normal(at);
    }
  }
  destination[params.down_offset + column * params.units + unit] = 0;
}
