// grad B[o, k] = scale * sum_i G[o, i] A[k, i], G the gradient of the merged matrix: the chain rule of lora_merge.
// gradient: G, rows x columns, at weight_offset. factors: A, rank x columns, at in_offset. factor_gradients: overwritten,
// rows x rank at out_offset. columns and the first two offsets are multiples of 4.
// One invocation computes one value of B. Grid: rows * rank invocations.

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

@group(0) @binding(0) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(1) var<storage, read> factors: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> factor_gradients: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (index >= params.rows * params.rank) {
    return;
  }
  let row = index / params.rank;
  let k = index % params.rank;
  let quads = params.columns / 4;
  var sums = vec4f();
  for (var quad = 0u; quad < quads; quad++) {
    let g = gradient[params.weight_offset / 4 + row * quads + quad];
    sums += g * factors[params.in_offset / 4 + k * quads + quad];
  }
  factor_gradients[params.out_offset + index] = params.scale * dot(sums, vec4f(1));
}
