// RMSNorm (Zhang and Sennrich 2019): output[r, i] = input[r, i] * inverse_rms[r] * weight[i],
// inverse_rms[r] = 1 / sqrt(mean_i input[r, i]^2 + epsilon), kept for the backward pass.
// input, output: rows x width. weight: width values at weight_offset. inverse_rms: rows values.
// One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  width: u32,
  weight_offset: u32,
  epsilon: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> input: array<vec4f>;
@group(0) @binding(1) var<storage, read> weight: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> inverse_rms: array<f32>;
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
  var squares = vec4f();
  for (var i = 0u; i < vectors; i++) {
    let x = input[base + i];
    squares += x * x;
  }
  let mean_square = dot(squares, vec4f(1)) / f32(params.width);
  let scale = 1 / sqrt(mean_square + params.epsilon);
  inverse_rms[row] = scale;
  for (var i = 0u; i < vectors; i++) {
    output[base + i] = input[base + i] * scale * weight[weight_base + i];
  }
}
