// Moves rows of logits to where they are needed: destination[to_rows[i]] = source[from_rows[i]] for i < count. It lines up what two
// contexts say of the same answer, and puts logits into a store and takes them out again.
// source, destination: matrices of `width` columns, a multiple of 4. from_rows, to_rows: `count` row numbers, to_rows distinct.
// One invocation moves four columns of one row. Grid: count * width / 4 invocations, or more.

struct Params {
  count: u32,
  width: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> source: array<vec4f>;
@group(0) @binding(1) var<storage, read> from_rows: array<u32>;
@group(0) @binding(2) var<storage, read> to_rows: array<u32>;
@group(0) @binding(3) var<storage, read_write> destination: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let vectors = params.width / 4;
  let row = index / vectors;
  if (row >= params.count) {
    return;
  }
  let column = index % vectors;
  destination[to_rows[row] * vectors + column] = source[from_rows[row] * vectors + column];
}
