// output[row] = table[tokens[first_token + row * token_stride]]: looks up one row of the embedding table for each token.
// tokens: one id per row (stride 1: a batch), or one of every sequence (stride = context: decoding). table: vocabulary x width from table_offset on. output: rows x width.
// One invocation copies one vec4 of one row. Grid: rows * width / 4 invocations.

struct Params {
  rows: u32,
  width: u32,
  first_token: u32,
  token_stride: u32,
  table_offset: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> tokens: array<u32>;
@group(0) @binding(1) var<storage, read> table: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let columns = params.width / 4;
  if (index >= params.rows * columns) {
    return;
  }
  let row = index / columns;
  let column = index % columns;
  let token = tokens[params.first_token + row * params.token_stride];
  output[index] = table[params.table_offset / 4 + token * columns + column];
}
