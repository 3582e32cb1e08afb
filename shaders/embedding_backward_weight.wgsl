// grad_weight[token] (+)= sum of grad_output[row] over the rows that hold the token: a gather, so that no atomics are
// needed and the order of the sum is fixed.
// token_starts: vocabulary + 1 ends of runs from starts_offset on. token_rows: row numbers sorted by token from
// rows_offset on. grad_output: rows x width. grad_weight: vocabulary x width from output_offset on.
// accumulate = 1 adds to grad_weight, 0 overwrites it.
// One invocation sums one vec4 of one token. Grid: vocabulary * width / 4 invocations.

struct Params {
  vocabulary: u32,
  width: u32,
  starts_offset: u32,
  rows_offset: u32,
  output_offset: u32,
  accumulate: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> token_starts: array<u32>;
@group(0) @binding(1) var<storage, read> token_rows: array<u32>;
@group(0) @binding(2) var<storage, read> grad_output: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> grad_weight: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let columns = params.width / 4;
  if (index >= params.vocabulary * columns) {
    return;
  }
  let token = index / columns;
  let column = index % columns;
  let first = token_starts[params.starts_offset + token];
  let end = token_starts[params.starts_offset + token + 1];
  let out = params.output_offset / 4 + index;
  if (first == end && params.accumulate == 1) {
    return;
  }
  var sum = vec4f(0);
  for (var i = first; i < end; i++) {
    sum += grad_output[token_rows[params.rows_offset + i] * columns + column];
  }
  if (params.accumulate == 1) {
    sum += grad_weight[out];
  }
  grad_weight[out] = sum;
}
