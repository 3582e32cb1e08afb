// RMSNorm (Zhang and Sennrich 2019): output[r, i] = input[r, i] * inverse_rms[r] * weight[i],
// inverse_rms[r] = 1 / sqrt(mean_i input[r, i]^2 + epsilon), kept for the backward pass.
// input, output: rows x width. weight: width values at weight_offset. inverse_rms: rows values.
// One workgroup does one row. Grid: rows workgroups.

struct Params {
  rows: u32,
  width: u32,
  weight_offset: u32,
  epsilon: f32,
}

const GROUP_SIZE = 64u;

@group(0) @binding(0) var<storage, read> input: array<vec4f>;
@group(0) @binding(1) var<storage, read> weight: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> inverse_rms: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(GROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let row = group.x + group.y * workgroups.x;
  // The same for the whole group, so that no barrier is missed.
  if (row >= params.rows) {
    return;
  }
  let vectors = params.width / 4;
  let base = row * vectors;
  let weight_base = params.weight_offset / 4;
  var squares = 0.0;
  for (var i = thread; i < vectors; i += GROUP_SIZE) {
    let x = input[base + i];
    squares += dot(x, x);
  }
  let mean_square = group_sum(thread, squares) / f32(params.width);
  let scale = 1 / sqrt(mean_square + params.epsilon);
  if (thread == 0) {
    inverse_rms[row] = scale;
  }
  for (var i = thread; i < vectors; i += GROUP_SIZE) {
    output[base + i] = input[base + i] * scale * weight[weight_base + i];
  }
}
