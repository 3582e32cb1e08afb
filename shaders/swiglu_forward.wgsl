// output = silu(gate) * up, silu(g) = g * sigmoid(g) (Shazeer 2020). The exponent is clamped to 60 so that exp cannot
// overflow; beyond it the sigmoid is 0 or 1 to f32.
// input: rows x [gate | up], each `hidden` wide. output: rows x hidden.
// One invocation computes one vec4 of the output. Grid: rows * hidden / 4 invocations.

struct Params {
  rows: u32,
  hidden: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> input: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> output: array<vec4f>;
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
  output[index] = up * gate / (1 + exp(-clamp(gate, vec4f(-60), vec4f(60))));
}
