// output[sequence] = table[tokens[sequence, position]]: embeds the token at one position of every sequence.
// tokens: sequences x context. table: vocabulary x width from table_offset on. output: sequences x width.
// One invocation copies one vec4 of one row. Grid: sequences * width / 4 invocations.

struct Params {
  sequences: u32,
  width: u32,
  context: u32,
  position: u32,
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
  if (index >= params.sequences * columns) {
    return;
  }
  let sequence = index / columns;
  let column = index % columns;
  let token = tokens[sequence * params.context + params.position];
  output[index] = table[params.table_offset / 4 + token * columns + column];
}
