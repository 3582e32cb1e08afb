// Gradient of RMSNorm by its input, plus a gradient that bypassed the norm where add = 1:
//   grad_input[r, i] = residual[r, i] + s * (w_i g_i - x_i s^2 mean_j(w_j g_j x_j)),  s = inverse_rms[r]
// which is d/dx_i of sum_j g_j w_j x_j s with ds/dx_i = -s^3 x_i / width.
// grad_output (g), input (x), residual, grad_input: rows x width. weight (w): width values at weight_offset.
// residual is not read where add = 0.
// One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  width: u32,
  weight_offset: u32,
  add: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> grad_output: array<vec4f>;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> weight: array<vec4f>;
@group(0) @binding(3) var<storage, read> inverse_rms: array<f32>;
@group(0) @binding(4) var<storage, read> residual: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> grad_input: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let row = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (row >= params.rows) {
    return;
  }
  let vectors = params.width / 4;
  let base = row * vectors;
  let weight_base = params.weight_offset / 4;
  let scale = inverse_rms[row];
  var products = vec4f();
  for (var i = 0u; i < vectors; i++) {
    products += weight[weight_base + i] * grad_output[base + i] * input[base + i];
  }
  let total = dot(products, vec4f(1));
  let pull = total / f32(params.width) * scale * scale;
  for (var i = 0u; i < vectors; i++) {
    let direct = weight[weight_base + i] * grad_output[base + i];
    var gradient = scale * (direct - input[base + i] * pull);
    if (params.add == 1) {
      gradient += residual[base + i];
    }
    grad_input[base + i] = gradient;
  }
}
