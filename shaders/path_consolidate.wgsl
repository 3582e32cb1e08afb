// Turns Synaptic Intelligence's path integral into importance at the end of a task (Zenke et al. 2017, eq. 5):
//   importance += max(0, path / ((parameters - start)^2 + damping))
// start holds the weights at the start of the task. All vectors: count values; padding stays 0.
// One invocation computes one vec4. Grid: count / 4 invocations.

struct Params {
  count: u32,
  damping: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> path: array<vec4f>;
@group(0) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(2) var<storage, read> start: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> importance: array<vec4f>;
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
  let moved = parameters[index] - start[index];
  importance[index] += max(vec4f(0), path[index] / (moved * moved + params.damping));
}
