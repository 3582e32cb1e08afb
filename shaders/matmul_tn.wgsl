// output[s, o, i] = sum over the rows r of split s of left[r, o] * right[r, i], added to what is there where
// accumulate = 1: a linear layer's weight gradient. Split s has the rows from s * ceil(rows / splits).
// left: rows x outputs, rows left_stride apart. right: rows x columns, rows right_stride apart.
// output: splits x outputs x columns, splits partial_stride apart, each dense.
// rows may be anything; outputs and columns are multiples of 4.
// Grid: ceil(columns / 16) x ceil(outputs / 64) x splits.
// Four invocations (a quad) compute 16 x 16 outputs: each has four rows of its own, and all have the same 16 columns, of
// which each loads four and gets the others by swapping: a load costs a software adapter more than ten multiply-adds.
// Accumulators are named (an array of them is 6 to 7 times slower on SwiftShader). Loads past an edge are clamped to it,
// stores are guarded.
// Four rows are taken at a time; those past the split's end count as 0.
enable subgroups;

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

fn store_row(row: u32, column: vec4u, at: u32, c0: vec4f, c1: vec4f, c2: vec4f, c3: vec4f) {
  if (row >= params.outputs) {
    return;
  }
  if (column.x < params.columns) {
    output[at + column.x / 4] = c0;
  }
  if (column.y < params.columns) {
    output[at + column.y / 4] = c1;
  }
  if (column.z < params.columns) {
    output[at + column.z / 4] = c2;
  }
  if (column.w < params.columns) {
    output[at + column.w / 4] = c3;
  }
}

@compute @workgroup_size(4, 4)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let rows_per_split = (params.rows + params.splits - 1) / params.splits;
  let first = min(group.z * rows_per_split, params.rows);
  let end = min(first + rows_per_split, params.rows);
  let row = group.y * 64 + local.y * 16 + local.x * 4;
  let output_base = (params.output_offset + group.z * params.partial_stride) / 4;
  let output_stride = params.columns / 4;
  let o0 = output_base + min(row, params.outputs - 1) * output_stride;
  let o1 = output_base + min(row + 1, params.outputs - 1) * output_stride;
  let o2 = output_base + min(row + 2, params.outputs - 1) * output_stride;
  let o3 = output_base + min(row + 3, params.outputs - 1) * output_stride;
  // Columns of accumulators 0 to 3: this lane's four, then those of the lanes that it swaps with in x, y and both.
  let columns = group.x * 16 + 4 * (vec4u(local.x) ^ vec4u(0, 1, 2, 3));
  let left_stride = params.left_stride / 4;
  let right_stride = params.right_stride / 4;
  let l = (params.left_offset + min(row, params.outputs - 4)) / 4;
  let w = (params.right_offset + min(columns.x, params.columns - 4)) / 4;
  let last = max(end, 1) - 1;
  var c00 = vec4f();
  var c01 = vec4f();
  var c02 = vec4f();
  var c03 = vec4f();
  var c10 = vec4f();
  var c11 = vec4f();
  var c12 = vec4f();
  var c13 = vec4f();
  var c20 = vec4f();
  var c21 = vec4f();
  var c22 = vec4f();
  var c23 = vec4f();
  var c30 = vec4f();
  var c31 = vec4f();
  var c32 = vec4f();
  var c33 = vec4f();
  if (params.accumulate == 1) {
    let n = min(columns, vec4u(params.columns - 4)) / 4;
    c00 = output[o0 + n.x];
    c01 = output[o0 + n.y];
    c02 = output[o0 + n.z];
    c03 = output[o0 + n.w];
    c10 = output[o1 + n.x];
    c11 = output[o1 + n.y];
    c12 = output[o1 + n.z];
    c13 = output[o1 + n.w];
    c20 = output[o2 + n.x];
    c21 = output[o2 + n.y];
    c22 = output[o2 + n.z];
    c23 = output[o2 + n.w];
    c30 = output[o3 + n.x];
    c31 = output[o3 + n.y];
    c32 = output[o3 + n.z];
    c33 = output[o3 + n.w];
  }
  for (var r = first; r < end; r += 4) {
    let r1 = min(r + 1, last);
    let r2 = min(r + 2, last);
    let r3 = min(r + 3, last);
    let left_rows = mat4x4f(
      left[l + r * left_stride],
      left[l + r1 * left_stride] * select(0.0, 1.0, r + 1 < end),
      left[l + r2 * left_stride] * select(0.0, 1.0, r + 2 < end),
      left[l + r3 * left_stride] * select(0.0, 1.0, r + 3 < end),
    );
    let a = transpose(left_rows);
    let b0 = mat4x4f(
      right[w + r * right_stride],
      right[w + r1 * right_stride],
      right[w + r2 * right_stride],
      right[w + r3 * right_stride],
    );
    let b1 = swap_x(b0);
    let b2 = swap_y(b0);
    let b3 = swap_diagonal(b0);
    c00 = add_product(c00, b0, a[0]);
    c01 = add_product(c01, b1, a[0]);
    c02 = add_product(c02, b2, a[0]);
    c03 = add_product(c03, b3, a[0]);
    c10 = add_product(c10, b0, a[1]);
    c11 = add_product(c11, b1, a[1]);
    c12 = add_product(c12, b2, a[1]);
    c13 = add_product(c13, b3, a[1]);
    c20 = add_product(c20, b0, a[2]);
    c21 = add_product(c21, b1, a[2]);
    c22 = add_product(c22, b2, a[2]);
    c23 = add_product(c23, b3, a[2]);
    c30 = add_product(c30, b0, a[3]);
    c31 = add_product(c31, b1, a[3]);
    c32 = add_product(c32, b2, a[3]);
    c33 = add_product(c33, b3, a[3]);
  }
  store_row(row, columns, o0, c00, c01, c02, c03);
  store_row(row + 1, columns, o1, c10, c11, c12, c13);
  store_row(row + 2, columns, o2, c20, c21, c22, c23);
  store_row(row + 3, columns, o3, c30, c31, c32, c33);
}
