// output[r, c] = sum_k input[r, k] * weight[c, k], plus addend[r, c] where add = 1: a linear layer's forward pass.
// input: rows x inner, rows input_stride apart. weight: columns x inner, dense, at weight_offset.
// output and addend: rows x columns, rows output_stride apart; addend is not read where add = 0.
// rows may be anything; inner and columns are multiples of 4.
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
  add: u32,
}

@group(0) @binding(0) var<storage, read> input: array<vec4f>;
@group(0) @binding(1) var<storage, read> weight: array<vec4f>;
@group(0) @binding(2) var<storage, read> addend: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

fn store(row: u32, column: u32, value: vec4f) {
  if (row >= params.rows || column >= params.columns) {
    return;
  }
  let index = (params.output_offset + row * params.output_stride + column) / 4;
  if (params.add == 1) {
    output[index] = value + addend[index];
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
  let depth = params.inner / 4;
  let weight_base = params.weight_offset / 4;
  let w0 = weight_base + column * depth;
  let w4 = weight_base + min(column + 4, params.columns - 4) * depth;
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
  for (var k = 0u; k < depth; k++) {
    let p = w0 + k;
    let q = w4 + k;
    let b0 = mat4x4f(weight[p], weight[p + depth], weight[p + 2 * depth], weight[p + 3 * depth]);
    let b1 = mat4x4f(weight[q], weight[q + depth], weight[q + 2 * depth], weight[q + 3 * depth]);
    let a0 = input[i0 + k];
    c00 += a0 * b0;
    c01 += a0 * b1;
    let a1 = input[i1 + k];
    c10 += a1 * b0;
    c11 += a1 * b1;
    let a2 = input[i2 + k];
    c20 += a2 * b0;
    c21 += a2 * b1;
    let a3 = input[i3 + k];
    c30 += a3 * b0;
    c31 += a3 * b1;
    let a4 = input[i4 + k];
    c40 += a4 * b0;
    c41 += a4 * b1;
    let a5 = input[i5 + k];
    c50 += a5 * b0;
    c51 += a5 * b1;
    let a6 = input[i6 + k];
    c60 += a6 * b0;
    c61 += a6 * b1;
    let a7 = input[i7 + k];
    c70 += a7 * b0;
    c71 += a7 * b1;
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
