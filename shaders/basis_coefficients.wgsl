// coefficients[r] = sum over c of partials[r * chunks + c], c in order: joins what basis_products wrote.
// partials: rows x chunks. coefficients: rows values.
// One invocation does one row. Grid: rows invocations, of at most as many rows as there may be.

struct Params {
  rows: u32,
  chunks: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> partials: array<f32>;
@group(0) @binding(1) var<storage, read_write> coefficients: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.rows) {
    return;
  }
  var sum = 0.0;
  for (var c = 0u; c < params.chunks; c++) {
    sum += partials[id.x * params.chunks + c];
  }
  coefficients[id.x] = sum;
}
