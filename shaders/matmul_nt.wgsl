// output[r, c] = sum_k input[r, k] * weight[c, k], plus addend[r, c] where add = 1: a linear layer's forward pass.
// input: rows x inner, rows input_stride apart. weight: columns x inner, dense, at weight_offset.
// output and addend: rows x columns, rows output_stride apart; addend is not read where add = 0.
// rows may be anything; inner and columns are multiples of 4.
// One invocation computes 16 x 8 outputs in 32 named accumulators (an array of them is 6 to 7 times slower on
// SwiftShader). Loads past an edge are clamped to it, stores are guarded. Grid: ceil(columns / 16) x ceil(rows / 128).

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
  let row = id.y * 16;
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
  let i8 = input_base + min(row + 8, last) * input_stride;
  let i9 = input_base + min(row + 9, last) * input_stride;
  let i10 = input_base + min(row + 10, last) * input_stride;
  let i11 = input_base + min(row + 11, last) * input_stride;
  let i12 = input_base + min(row + 12, last) * input_stride;
  let i13 = input_base + min(row + 13, last) * input_stride;
  let i14 = input_base + min(row + 14, last) * input_stride;
  let i15 = input_base + min(row + 15, last) * input_stride;
  let depth = params.inner / 4;
  let weight_base = params.weight_offset / 4;
  let w0 = weight_base + column * depth;
  let w1 = weight_base + min(column + 4, params.columns - 4) * depth;
  var c0_0 = vec4f();
  var c0_1 = vec4f();
  var c1_0 = vec4f();
  var c1_1 = vec4f();
  var c2_0 = vec4f();
  var c2_1 = vec4f();
  var c3_0 = vec4f();
  var c3_1 = vec4f();
  var c4_0 = vec4f();
  var c4_1 = vec4f();
  var c5_0 = vec4f();
  var c5_1 = vec4f();
  var c6_0 = vec4f();
  var c6_1 = vec4f();
  var c7_0 = vec4f();
  var c7_1 = vec4f();
  var c8_0 = vec4f();
  var c8_1 = vec4f();
  var c9_0 = vec4f();
  var c9_1 = vec4f();
  var c10_0 = vec4f();
  var c10_1 = vec4f();
  var c11_0 = vec4f();
  var c11_1 = vec4f();
  var c12_0 = vec4f();
  var c12_1 = vec4f();
  var c13_0 = vec4f();
  var c13_1 = vec4f();
  var c14_0 = vec4f();
  var c14_1 = vec4f();
  var c15_0 = vec4f();
  var c15_1 = vec4f();
  for (var k = 0u; k < depth; k++) {
    let p0 = w0 + k;
    let p1 = w1 + k;
    let r00 = weight[p0];
    let r01 = weight[p0 + depth];
    let r02 = weight[p0 + 2 * depth];
    let r03 = weight[p0 + 3 * depth];
    let r10 = weight[p1];
    let r11 = weight[p1 + depth];
    let r12 = weight[p1 + 2 * depth];
    let r13 = weight[p1 + 3 * depth];
    // Four columns of the transposed block: b<column block><k>.
    let b00 = vec4f(r00.x, r01.x, r02.x, r03.x);
    let b01 = vec4f(r00.y, r01.y, r02.y, r03.y);
    let b02 = vec4f(r00.z, r01.z, r02.z, r03.z);
    let b03 = vec4f(r00.w, r01.w, r02.w, r03.w);
    let b10 = vec4f(r10.x, r11.x, r12.x, r13.x);
    let b11 = vec4f(r10.y, r11.y, r12.y, r13.y);
    let b12 = vec4f(r10.z, r11.z, r12.z, r13.z);
    let b13 = vec4f(r10.w, r11.w, r12.w, r13.w);
    let a0 = input[i0 + k];
    c0_0 = fma(vec4f(a0.x), b00, c0_0);
    c0_0 = fma(vec4f(a0.y), b01, c0_0);
    c0_0 = fma(vec4f(a0.z), b02, c0_0);
    c0_0 = fma(vec4f(a0.w), b03, c0_0);
    c0_1 = fma(vec4f(a0.x), b10, c0_1);
    c0_1 = fma(vec4f(a0.y), b11, c0_1);
    c0_1 = fma(vec4f(a0.z), b12, c0_1);
    c0_1 = fma(vec4f(a0.w), b13, c0_1);
    let a1 = input[i1 + k];
    c1_0 = fma(vec4f(a1.x), b00, c1_0);
    c1_0 = fma(vec4f(a1.y), b01, c1_0);
    c1_0 = fma(vec4f(a1.z), b02, c1_0);
    c1_0 = fma(vec4f(a1.w), b03, c1_0);
    c1_1 = fma(vec4f(a1.x), b10, c1_1);
    c1_1 = fma(vec4f(a1.y), b11, c1_1);
    c1_1 = fma(vec4f(a1.z), b12, c1_1);
    c1_1 = fma(vec4f(a1.w), b13, c1_1);
    let a2 = input[i2 + k];
    c2_0 = fma(vec4f(a2.x), b00, c2_0);
    c2_0 = fma(vec4f(a2.y), b01, c2_0);
    c2_0 = fma(vec4f(a2.z), b02, c2_0);
    c2_0 = fma(vec4f(a2.w), b03, c2_0);
    c2_1 = fma(vec4f(a2.x), b10, c2_1);
    c2_1 = fma(vec4f(a2.y), b11, c2_1);
    c2_1 = fma(vec4f(a2.z), b12, c2_1);
    c2_1 = fma(vec4f(a2.w), b13, c2_1);
    let a3 = input[i3 + k];
    c3_0 = fma(vec4f(a3.x), b00, c3_0);
    c3_0 = fma(vec4f(a3.y), b01, c3_0);
    c3_0 = fma(vec4f(a3.z), b02, c3_0);
    c3_0 = fma(vec4f(a3.w), b03, c3_0);
    c3_1 = fma(vec4f(a3.x), b10, c3_1);
    c3_1 = fma(vec4f(a3.y), b11, c3_1);
    c3_1 = fma(vec4f(a3.z), b12, c3_1);
    c3_1 = fma(vec4f(a3.w), b13, c3_1);
    let a4 = input[i4 + k];
    c4_0 = fma(vec4f(a4.x), b00, c4_0);
    c4_0 = fma(vec4f(a4.y), b01, c4_0);
    c4_0 = fma(vec4f(a4.z), b02, c4_0);
    c4_0 = fma(vec4f(a4.w), b03, c4_0);
    c4_1 = fma(vec4f(a4.x), b10, c4_1);
    c4_1 = fma(vec4f(a4.y), b11, c4_1);
    c4_1 = fma(vec4f(a4.z), b12, c4_1);
    c4_1 = fma(vec4f(a4.w), b13, c4_1);
    let a5 = input[i5 + k];
    c5_0 = fma(vec4f(a5.x), b00, c5_0);
    c5_0 = fma(vec4f(a5.y), b01, c5_0);
    c5_0 = fma(vec4f(a5.z), b02, c5_0);
    c5_0 = fma(vec4f(a5.w), b03, c5_0);
    c5_1 = fma(vec4f(a5.x), b10, c5_1);
    c5_1 = fma(vec4f(a5.y), b11, c5_1);
    c5_1 = fma(vec4f(a5.z), b12, c5_1);
    c5_1 = fma(vec4f(a5.w), b13, c5_1);
    let a6 = input[i6 + k];
    c6_0 = fma(vec4f(a6.x), b00, c6_0);
    c6_0 = fma(vec4f(a6.y), b01, c6_0);
    c6_0 = fma(vec4f(a6.z), b02, c6_0);
    c6_0 = fma(vec4f(a6.w), b03, c6_0);
    c6_1 = fma(vec4f(a6.x), b10, c6_1);
    c6_1 = fma(vec4f(a6.y), b11, c6_1);
    c6_1 = fma(vec4f(a6.z), b12, c6_1);
    c6_1 = fma(vec4f(a6.w), b13, c6_1);
    let a7 = input[i7 + k];
    c7_0 = fma(vec4f(a7.x), b00, c7_0);
    c7_0 = fma(vec4f(a7.y), b01, c7_0);
    c7_0 = fma(vec4f(a7.z), b02, c7_0);
    c7_0 = fma(vec4f(a7.w), b03, c7_0);
    c7_1 = fma(vec4f(a7.x), b10, c7_1);
    c7_1 = fma(vec4f(a7.y), b11, c7_1);
    c7_1 = fma(vec4f(a7.z), b12, c7_1);
    c7_1 = fma(vec4f(a7.w), b13, c7_1);
    let a8 = input[i8 + k];
    c8_0 = fma(vec4f(a8.x), b00, c8_0);
    c8_0 = fma(vec4f(a8.y), b01, c8_0);
    c8_0 = fma(vec4f(a8.z), b02, c8_0);
    c8_0 = fma(vec4f(a8.w), b03, c8_0);
    c8_1 = fma(vec4f(a8.x), b10, c8_1);
    c8_1 = fma(vec4f(a8.y), b11, c8_1);
    c8_1 = fma(vec4f(a8.z), b12, c8_1);
    c8_1 = fma(vec4f(a8.w), b13, c8_1);
    let a9 = input[i9 + k];
    c9_0 = fma(vec4f(a9.x), b00, c9_0);
    c9_0 = fma(vec4f(a9.y), b01, c9_0);
    c9_0 = fma(vec4f(a9.z), b02, c9_0);
    c9_0 = fma(vec4f(a9.w), b03, c9_0);
    c9_1 = fma(vec4f(a9.x), b10, c9_1);
    c9_1 = fma(vec4f(a9.y), b11, c9_1);
    c9_1 = fma(vec4f(a9.z), b12, c9_1);
    c9_1 = fma(vec4f(a9.w), b13, c9_1);
    let a10 = input[i10 + k];
    c10_0 = fma(vec4f(a10.x), b00, c10_0);
    c10_0 = fma(vec4f(a10.y), b01, c10_0);
    c10_0 = fma(vec4f(a10.z), b02, c10_0);
    c10_0 = fma(vec4f(a10.w), b03, c10_0);
    c10_1 = fma(vec4f(a10.x), b10, c10_1);
    c10_1 = fma(vec4f(a10.y), b11, c10_1);
    c10_1 = fma(vec4f(a10.z), b12, c10_1);
    c10_1 = fma(vec4f(a10.w), b13, c10_1);
    let a11 = input[i11 + k];
    c11_0 = fma(vec4f(a11.x), b00, c11_0);
    c11_0 = fma(vec4f(a11.y), b01, c11_0);
    c11_0 = fma(vec4f(a11.z), b02, c11_0);
    c11_0 = fma(vec4f(a11.w), b03, c11_0);
    c11_1 = fma(vec4f(a11.x), b10, c11_1);
    c11_1 = fma(vec4f(a11.y), b11, c11_1);
    c11_1 = fma(vec4f(a11.z), b12, c11_1);
    c11_1 = fma(vec4f(a11.w), b13, c11_1);
    let a12 = input[i12 + k];
    c12_0 = fma(vec4f(a12.x), b00, c12_0);
    c12_0 = fma(vec4f(a12.y), b01, c12_0);
    c12_0 = fma(vec4f(a12.z), b02, c12_0);
    c12_0 = fma(vec4f(a12.w), b03, c12_0);
    c12_1 = fma(vec4f(a12.x), b10, c12_1);
    c12_1 = fma(vec4f(a12.y), b11, c12_1);
    c12_1 = fma(vec4f(a12.z), b12, c12_1);
    c12_1 = fma(vec4f(a12.w), b13, c12_1);
    let a13 = input[i13 + k];
    c13_0 = fma(vec4f(a13.x), b00, c13_0);
    c13_0 = fma(vec4f(a13.y), b01, c13_0);
    c13_0 = fma(vec4f(a13.z), b02, c13_0);
    c13_0 = fma(vec4f(a13.w), b03, c13_0);
    c13_1 = fma(vec4f(a13.x), b10, c13_1);
    c13_1 = fma(vec4f(a13.y), b11, c13_1);
    c13_1 = fma(vec4f(a13.z), b12, c13_1);
    c13_1 = fma(vec4f(a13.w), b13, c13_1);
    let a14 = input[i14 + k];
    c14_0 = fma(vec4f(a14.x), b00, c14_0);
    c14_0 = fma(vec4f(a14.y), b01, c14_0);
    c14_0 = fma(vec4f(a14.z), b02, c14_0);
    c14_0 = fma(vec4f(a14.w), b03, c14_0);
    c14_1 = fma(vec4f(a14.x), b10, c14_1);
    c14_1 = fma(vec4f(a14.y), b11, c14_1);
    c14_1 = fma(vec4f(a14.z), b12, c14_1);
    c14_1 = fma(vec4f(a14.w), b13, c14_1);
    let a15 = input[i15 + k];
    c15_0 = fma(vec4f(a15.x), b00, c15_0);
    c15_0 = fma(vec4f(a15.y), b01, c15_0);
    c15_0 = fma(vec4f(a15.z), b02, c15_0);
    c15_0 = fma(vec4f(a15.w), b03, c15_0);
    c15_1 = fma(vec4f(a15.x), b10, c15_1);
    c15_1 = fma(vec4f(a15.y), b11, c15_1);
    c15_1 = fma(vec4f(a15.z), b12, c15_1);
    c15_1 = fma(vec4f(a15.w), b13, c15_1);
  }
  store(row + 0, column, c0_0);
  store(row + 0, column + 4, c0_1);
  store(row + 1, column, c1_0);
  store(row + 1, column + 4, c1_1);
  store(row + 2, column, c2_0);
  store(row + 2, column + 4, c2_1);
  store(row + 3, column, c3_0);
  store(row + 3, column + 4, c3_1);
  store(row + 4, column, c4_0);
  store(row + 4, column + 4, c4_1);
  store(row + 5, column, c5_0);
  store(row + 5, column + 4, c5_1);
  store(row + 6, column, c6_0);
  store(row + 6, column + 4, c6_1);
  store(row + 7, column, c7_0);
  store(row + 7, column + 4, c7_1);
  store(row + 8, column, c8_0);
  store(row + 8, column + 4, c8_1);
  store(row + 9, column, c9_0);
  store(row + 9, column + 4, c9_1);
  store(row + 10, column, c10_0);
  store(row + 10, column + 4, c10_1);
  store(row + 11, column, c11_0);
  store(row + 11, column + 4, c11_1);
  store(row + 12, column, c12_0);
  store(row + 12, column + 4, c12_1);
  store(row + 13, column, c13_0);
  store(row + 13, column + 4, c13_1);
  store(row + 14, column, c14_0);
  store(row + 14, column + 4, c14_1);
  store(row + 15, column, c15_0);
  store(row + 15, column + 4, c15_1);
}
