// output[r, c] = sum_k input[r, k] * weight[k, c], added to what is there where accumulate = 1: a linear layer's
// input gradient (input = the output's gradient).
// input: rows x inner, rows input_stride apart. weight: inner x columns, dense, at weight_offset.
// output: rows x columns, rows output_stride apart. rows may be anything; inner and columns are multiples of 4.
// One invocation computes 8 x 8 outputs in sixteen named accumulators (an array of them is 6 to 7 times slower on
// SwiftShader). Loads past an edge are clamped to it, stores are guarded. Grid: ceil(columns / 16) x ceil(rows / 64).

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

@compute @workgroup_size(2, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.y * 8;
  let column = id.x * 8;
  if (row >= params.rows || column >= params.columns) {
    return;
  }
  let last = params.rows - 1;
  let input_base = params.input_offset / 4;
  let input_stride = params.input_stride / 4;
  let i0 = input_base + row * input_stride;
  let i1 = input_base + min(row + 1, last) * input_stride;
  let i2 = input_base + min(row + 2, last) * input_stride;
  let i3 = input_base + min(row + 3, last) * input_stride;
  let i4 = input_base + min(row + 4, last) * input_stride;
  let i5 = input_base + min(row + 5, last) * input_stride;
  let i6 = input_base + min(row + 6, last) * input_stride;
  let i7 = input_base + min(row + 7, last) * input_stride;
  let width = params.columns / 4;
  let w0 = (params.weight_offset + column) / 4;
  let w1 = (params.weight_offset + min(column + 4, params.columns - 4)) / 4;
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
  for (var k = 0u; k < params.inner / 4; k++) {
    let p = w0 + 4 * k * width;
    let q = w1 + 4 * k * width;
    let b0 = mat4x4f(weight[p], weight[p + width], weight[p + 2 * width], weight[p + 3 * width]);
    let b1 = mat4x4f(weight[q], weight[q + width], weight[q + 2 * width], weight[q + 3 * width]);
    let a0 = input[i0 + k];
    c00 += b0 * a0;
    c01 += b1 * a0;
    let a1 = input[i1 + k];
    c10 += b0 * a1;
    c11 += b1 * a1;
    let a2 = input[i2 + k];
    c20 += b0 * a2;
    c21 += b1 * a2;
    let a3 = input[i3 + k];
    c30 += b0 * a3;
    c31 += b1 * a3;
    let a4 = input[i4 + k];
    c40 += b0 * a4;
    c41 += b1 * a4;
    let a5 = input[i5 + k];
    c50 += b0 * a5;
    c51 += b1 * a5;
    let a6 = input[i6 + k];
    c60 += b0 * a6;
    c61 += b1 * a6;
    let a7 = input[i7 + k];
    c70 += b0 * a7;
    c71 += b1 * a7;
  }
  store(row + 0, column, c00);
  store(row + 0, column + 4, c01);
  store(row + 1, column, c10);
  store(row + 1, column + 4, c11);
  store(row + 2, column, c20);
  store(row + 2, column + 4, c21);
  store(row + 3, column, c30);
  store(row + 3, column + 4, c31);
  store(row + 4, column, c40);
  store(row + 4, column + 4, c41);
  store(row + 5, column, c50);
  store(row + 5, column + 4, c51);
  store(row + 6, column, c60);
  store(row + 6, column + 4, c61);
  store(row + 7, column, c70);
  store(row + 7, column + 4, c71);
}
