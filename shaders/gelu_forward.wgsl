// output = x / 2 (1 + tanh(u)), u = sqrt(2 / pi) (x + 0.044715 x^3): the tanh form of GELU (Hendrycks and Gimpel 2016),
// as in GPT-2. Written as x * sigmoid(2 u), which is the same and needs one exp; |u| is clamped to 40, where the sigmoid
// is 0 or 1 to f32, so that exp cannot overflow.
// input, output: count values. One invocation computes one vec4. Grid: count / 4 invocations.

struct Params {
  count: u32,
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
  if (index >= params.count / 4) {
    return;
  }
  let x = input[index];
  let u = 0.7978845608 * x * (1 + 0.044715 * x * x);
  output[index] = x / (1 + exp(-2 * clamp(u, vec4f(-40), vec4f(40))));
}
