// output[r, c] = sum_k input[r, k] * weight[k, c], added to what is there where accumulate = 1: a linear layer's
// input gradient (input = the output's gradient).
// input: rows x inner, rows input_stride apart. weight: inner x columns, dense, at weight_offset.
// output: rows x columns, rows output_stride apart. rows may be anything; inner and columns are multiples of 4.
// One workgroup of 8 x 8 computes 32 x 32 outputs, 4 x 4 per invocation, over tiles of 32 x 16 in workgroup memory;
// the first 32 invocations fetch one tile, the others the other. The input is transposed on the way.
// Grid: ceil(columns / 32) x ceil(rows / 32).

struct Params {
  rows: u32,
  inner: u32,
  columns: u32,
  input_offset: u32,
  input_stride: u32,
  weight_offset: u32,
  output_offset: u32,
  output_stride: u32,
  accumulate: u32,
}

@group(0) @binding(0) var<storage, read> input: array<vec4f>;
@group(0) @binding(1) var<storage, read> weight: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

// [16 steps of the depth][8 vec4 of rows] and [16][8 vec4 of columns].
var<workgroup> row_tile: array<vec4f, 128>;
var<workgroup> column_tile: array<vec4f, 128>;

fn store(row: u32, column: u32, value: vec4f) {
  if (row >= params.rows || column >= params.columns) {
    return;
  }
  let index = (params.output_offset + row * params.output_stride + column) / 4;
  if (params.accumulate == 1) {
    output[index] += value;
  } else {
    output[index] = value;
  }
}

fn input_at(row: u32, k: u32) -> vec4f {
  if (k >= params.inner) {
    return vec4f();
  }
  return input[(params.input_offset + row * params.input_stride + k) / 4];
}

// Rows 4 * block to 4 * block + 3 of the tile at `row`, four steps of the depth from `k`.
fn fetch_rows(row: u32, block: u32, k: u32, slot: u32) {
  let last = params.rows - 1;
  let first = row + 4 * block;
  let m = transpose(mat4x4f(
    input_at(min(first, last), k),
    input_at(min(first + 1, last), k),
    input_at(min(first + 2, last), k),
    input_at(min(first + 3, last), k),
  ));
  let at = 32 * slot + block;
  row_tile[at] = m[0];
  row_tile[at + 8] = m[1];
  row_tile[at + 16] = m[2];
  row_tile[at + 24] = m[3];
}

fn weight_at(k: u32, column: u32) -> vec4f {
  if (k >= params.inner) {
    return vec4f();
  }
  return weight[(params.weight_offset + k * params.columns + min(column, params.columns - 4)) / 4];
}

@compute @workgroup_size(8, 8)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let row = 32 * group.y;
  let column = 32 * group.x;
  var c0 = vec4f();
  var c1 = vec4f();
  var c2 = vec4f();
  var c3 = vec4f();
  for (var k0 = 0u; k0 < params.inner; k0 += 16) {
    if (thread < 32) {
      fetch_rows(row, thread / 4, k0 + 4 * (thread % 4), thread % 4);
    } else {
      let block = thread % 8;
      for (var k = thread / 8 - 4; k < 16; k += 4) {
        column_tile[8 * k + block] = weight_at(k0 + k, column + 4 * block);
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
  store(row + 4 * local.y, column + 4 * local.x, c0);
  store(row + 4 * local.y + 1, column + 4 * local.x, c1);
  store(row + 4 * local.y + 2, column + 4 * local.x, c2);
  store(row + 4 * local.y + 3, column + 4 * local.x, c3);
}
