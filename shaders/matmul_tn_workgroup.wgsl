// output[s, o, i] = sum over the rows r of split s of left[r, o] * right[r, i], added to what is there where
// accumulate = 1: a linear layer's weight gradient. Split s has the rows from s * ceil(rows / splits).
// left: rows x outputs, rows left_stride apart. right: rows x columns, rows right_stride apart.
// output: splits x outputs x columns, splits partial_stride apart, each dense.
// rows may be anything; outputs and columns are multiples of 4.
// One workgroup of 8 x 8 computes 32 x 32 outputs, 4 x 4 per invocation, over tiles of 32 x 16 in workgroup memory;
// the first 32 invocations fetch one tile, the others the other.
// Grid: ceil(columns / 32) x ceil(outputs / 32) x splits.

struct Params {
  rows: u32,
  outputs: u32,
  columns: u32,
  left_offset: u32,
  left_stride: u32,
  right_offset: u32,
  right_stride: u32,
  output_offset: u32,
  accumulate: u32,
  splits: u32,
  partial_stride: u32,
}

@group(0) @binding(0) var<storage, read> left: array<vec4f>;
@group(0) @binding(1) var<storage, read> right: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

// [16 steps of the depth][8 vec4 of rows] and [16][8 vec4 of columns].
var<workgroup> row_tile: array<vec4f, 128>;
var<workgroup> column_tile: array<vec4f, 128>;

fn store(part: u32, row: u32, column: u32, value: vec4f) {
  if (row >= params.outputs || column >= params.columns) {
    return;
  }
  let index = (params.output_offset + part * params.partial_stride + row * params.columns + column) / 4;
  if (params.accumulate == 1) {
    output[index] += value;
  } else {
    output[index] = value;
  }
}

fn left_at(row: u32, end: u32, column: u32) -> vec4f {
  if (row >= end) {
    return vec4f();
  }
  return left[(params.left_offset + row * params.left_stride + min(column, params.outputs - 4)) / 4];
}

fn right_at(row: u32, end: u32, column: u32) -> vec4f {
  if (row >= end) {
    return vec4f();
  }
  return right[(params.right_offset + row * params.right_stride + min(column, params.columns - 4)) / 4];
}

@compute @workgroup_size(8, 8)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let row = 32 * group.y;
  let column = 32 * group.x;
  let rows_per_split = (params.rows + params.splits - 1) / params.splits;
  let first = min(group.z * rows_per_split, params.rows);
  let end = min(first + rows_per_split, params.rows);
  let block = thread % 8;
  var c0 = vec4f();
  var c1 = vec4f();
  var c2 = vec4f();
  var c3 = vec4f();
  for (var r0 = first; r0 < end; r0 += 16) {
    if (thread < 32) {
      for (var k = thread / 8; k < 16; k += 4) {
        row_tile[8 * k + block] = left_at(r0 + k, end, row + 4 * block);
      }
    } else {
      for (var k = thread / 8 - 4; k < 16; k += 4) {
        column_tile[8 * k + block] = right_at(r0 + k, end, column + 4 * block);
      }
    }
    workgroupBarrier();
    for (var k = 0u; k < 16; k++) {
      let a = row_tile[8 * k + local.y];
      let b = column_tile[8 * k + local.x];
      c0 += a.x * b;
      c1 += a.y * b;
      c2 += a.z * b;
      c3 += a.w * b;
    }
    workgroupBarrier();
  }
  store(group.z, row + 4 * local.y, column + 4 * local.x, c0);
  store(group.z, row + 4 * local.y + 1, column + 4 * local.x, c1);
  store(group.z, row + 4 * local.y + 2, column + 4 * local.x, c2);
  store(group.z, row + 4 * local.y + 3, column + 4 * local.x, c3);
}
