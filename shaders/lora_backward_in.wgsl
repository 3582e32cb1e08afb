// grad A[k, i] = scale * sum_o B[o, k] G[o, i], G the gradient of the merged matrix: the chain rule of lora_merge.
// gradient: G, rows x columns, at weight_offset. factors: B, rows x rank, at out_offset. factor_gradients: overwritten,
// rank x columns at in_offset. columns and the first two offsets are multiples of 4.
// One invocation computes four columns of one row of A. Grid: rank * columns / 4 invocations.

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
@group(0) @binding(1) var<storage, read> factors: array<f32>;
@group(0) @binding(2) var<storage, read_write> factor_gradients: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let quads = params.columns / 4;
  if (index >= params.rank * quads) {
    return;
  }
  let k = index / quads;
  let quad = index % quads;
  var sum = vec4f();
  for (var row = 0u; row < params.rows; row++) {
    let b = factors[params.out_offset + row * params.rank + k];
    sum += b * gradient[params.weight_offset / 4 + row * quads + quad];
  }
  factor_gradients[params.in_offset / 4 + index] = params.scale * sum;
}
