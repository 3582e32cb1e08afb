// The gradient of swiglu_forward, s = sigmoid(gate) (clamped as there):
//   grad_gate = grad_output * up * s (1 + gate (1 - s)), grad_up = grad_output * gate * s.
// input, grad_input: rows x [gate | up], each `hidden` wide. grad_output: rows x hidden.
// One invocation computes one vec4 of grad_gate and of grad_up. Grid: rows * hidden / 4 invocations.

struct Params {
  rows: u32,
  hidden: u32,
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
  let columns = params.hidden / 4;
  if (index >= params.rows * columns) {
    return;
  }
  let at = (index / columns) * 2 * columns + index % columns;
  let gate = input[at];
  let up = input[at + columns];
  let gradient = grad_output[index];
  let s = 1 / (1 + exp(-clamp(gate, vec4f(-60), vec4f(60))));
  grad_input[at] = gradient * up * s * (1 + gate * (1 - s));
  grad_input[at + columns] = gradient * gate * s;
}
