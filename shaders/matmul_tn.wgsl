// output[s, o, i] = sum over the rows r of split s of left[r, o] * right[r, i], added to what is there where
// accumulate = 1: a linear layer's weight gradient. Split s has the rows from s * ceil(rows / splits).
// left: rows x outputs, rows left_stride apart. right: rows x columns, rows right_stride apart.
// output: splits x outputs x columns, splits partial_stride apart, each dense.
// rows may be anything; outputs and columns are multiples of 4.
// One invocation computes 8 x 8 outputs in sixteen named accumulators (an array of them is 6 to 7 times slower on
// SwiftShader). Loads past an edge are clamped to it, stores are guarded. Grid: ceil(columns / 16) x ceil(outputs / 64) x splits.

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

@compute @workgroup_size(2, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.y * 8;
  let column = id.x * 8;
  if (row >= params.outputs || column >= params.columns) {
    return;
  }
  let rows_per_split = (params.rows + params.splits - 1) / params.splits;
  let first = min(id.z * rows_per_split, params.rows);
  let end = min(first + rows_per_split, params.rows);
  let left_stride = params.left_stride / 4;
  let right_stride = params.right_stride / 4;
  let l0 = (params.left_offset + row) / 4;
  let l1 = (params.left_offset + min(row + 4, params.outputs - 4)) / 4;
  let r0 = (params.right_offset + column) / 4;
  let r1 = (params.right_offset + min(column + 4, params.columns - 4)) / 4;
  var c00 = vec4f();
  var c01 = vec4f();
  var c10 = vec4f();
  var c11 = vec4f();
  var c20 = vec4f();
  var c21 = vec4f();
  var c30 = vec4f();
  var c31 = vec4f();
  var c40 = vec4f();
  var c41 = vec4f();
  var c50 = vec4f();
  var c51 = vec4f();
  var c60 = vec4f();
  var c61 = vec4f();
  var c70 = vec4f();
  var c71 = vec4f();
  for (var r = first; r < end; r++) {
    let a0 = left[l0 + r * left_stride];
    let a1 = left[l1 + r * left_stride];
    let b0 = right[r0 + r * right_stride];
    let b1 = right[r1 + r * right_stride];
    c00 = fma(vec4f(a0.x), b0, c00);
    c01 = fma(vec4f(a0.x), b1, c01);
    c10 = fma(vec4f(a0.y), b0, c10);
    c11 = fma(vec4f(a0.y), b1, c11);
    c20 = fma(vec4f(a0.z), b0, c20);
    c21 = fma(vec4f(a0.z), b1, c21);
    c30 = fma(vec4f(a0.w), b0, c30);
    c31 = fma(vec4f(a0.w), b1, c31);
    c40 = fma(vec4f(a1.x), b0, c40);
    c41 = fma(vec4f(a1.x), b1, c41);
    c50 = fma(vec4f(a1.y), b0, c50);
    c51 = fma(vec4f(a1.y), b1, c51);
    c60 = fma(vec4f(a1.z), b0, c60);
    c61 = fma(vec4f(a1.z), b1, c61);
    c70 = fma(vec4f(a1.w), b0, c70);
    c71 = fma(vec4f(a1.w), b1, c71);
  }
  store(id.z, row + 0, column, c00);
  store(id.z, row + 0, column + 4, c01);
  store(id.z, row + 1, column, c10);
  store(id.z, row + 1, column + 4, c11);
  store(id.z, row + 2, column, c20);
  store(id.z, row + 2, column + 4, c21);
  store(id.z, row + 3, column, c30);
  store(id.z, row + 3, column + 4, c31);
  store(id.z, row + 4, column, c40);
  store(id.z, row + 4, column + 4, c41);
  store(id.z, row + 5, column, c50);
  store(id.z, row + 5, column + 4, c51);
  store(id.z, row + 6, column, c60);
  store(id.z, row + 6, column + 4, c61);
  store(id.z, row + 7, column, c70);
  store(id.z, row + 7, column + 4, c71);
}
