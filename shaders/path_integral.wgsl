// One step of Synaptic Intelligence's path integral (Zenke et al. 2017, eq. 3): what each weight took off the loss,
//   path -= gradient * (parameters - before)
// gradient is that of the loss alone, without penalties; before holds the weights before the optimizer's step.
// All vectors: count values. One invocation computes one vec4. Grid: count / 4 invocations.

struct Params {
  count: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(2) var<storage, read> before: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> path: array<vec4f>;
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
  path[index] -= gradient[index] * (parameters[index] - before[index]);
}
