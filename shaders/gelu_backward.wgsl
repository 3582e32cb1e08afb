// grad_input = grad_output * (s + x s (1 - s) 2 u'), the derivative of gelu_forward: s = sigmoid(2 u),
// u = sqrt(2 / pi) (x + 0.044715 x^3), u' = sqrt(2 / pi) (1 + 3 * 0.044715 x^2). |u| is clamped as there.
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
  let x = input[index];
  let square = 0.044715 * x * x;
  let u = clamp(0.7978845608 * x * (1 + square), vec4f(-40), vec4f(40));
  let s = 1 / (1 + exp(-2 * u));
  let slope = 0.7978845608 * (1 + 3 * square);
  grad_input[index] = grad_output[index] * (s + x * s * (1 - s) * 2 * slope);
}
