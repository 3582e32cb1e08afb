// parameters[o, i] = base[o, i] + scale * sum_k B[o, k] A[k, i]: a matrix of the model from its low-rank factors (LoRA,
// Hu et al. 2022).
// base, parameters: the matrix, rows x columns, at weight_offset. factors: A, rank x columns, at in_offset; B, rows x rank,
// at out_offset. columns, weight_offset and in_offset are multiples of 4.
// One invocation computes four columns of one row. Grid: rows * columns / 4 invocations.

struct Params {
  rows: u32,
  columns: u32,
  rank: u32,
  weight_offset: u32,
  in_offset: u32,
  out_offset: u32,
  scale: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> base: array<vec4f>;
@group(0) @binding(1) var<storage, read> factors: array<f32>;
@group(0) @binding(2) var<storage, read_write> parameters: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let quads = params.columns / 4;
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let column = 4 * (index % quads);
  var sum = vec4f();
  for (var k = 0u; k < params.rank; k++) {
    let a = params.in_offset + k * params.columns + column;
    let b = factors[params.out_offset + row * params.rank + k];
    sum += b * vec4f(factors[a], factors[a + 1], factors[a + 2], factors[a + 3]);
  }
  let at = params.weight_offset / 4 + index;
  parameters[at] = base[at] + params.scale * sum;
}
