// grad_input = grad_output where input > 0, else 0: the derivative of relu_forward, taken as 0 at 0.
// input, grad_output, grad_input: count values. One invocation computes one vec4. Grid: count / 4 invocations.

struct Params {
  count: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> input: array<vec4f>;
@group(0) @binding(1) var<storage, read> grad_output: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> grad_input: array<vec4f>;
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
  grad_input[index] = select(vec4f(), grad_output[index], input[index] > vec4f());
}
