// grad A[k, i] += strength * sum_{p, j} sign(overlap[p, j, k]) E_p[j, i]: the gradient of strength * sum |E_p A^T|, entry by
// entry (O-LoRA, Wang et al. 2023). sign(0) = 0.
// overlap: earlier_count x rank x rank, of lora_overlap. earlier: E_p, rank x columns, at p * earlier_stride + in_offset.
// factor_gradients: rank x columns at in_offset, added to. columns, earlier_stride and in_offset are multiples of 4.
// One invocation adds to four columns of one row of A. Grid: rank * columns / 4 invocations.

struct Params {
  columns: u32,
  rank: u32,
  in_offset: u32,
  earlier_count: u32,
  earlier_stride: u32,
  strength: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> overlap: array<f32>;
@group(0) @binding(1) var<storage, read> earlier: array<vec4f>;
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
  for (var phase = 0u; phase < params.earlier_count; phase++) {
    for (var j = 0u; j < params.rank; j++) {
      let product = overlap[(phase * params.rank + j) * params.rank + k];
      let e = (phase * params.earlier_stride + params.in_offset) / 4 + j * quads + quad;
      sum += sign(product) * earlier[e];
    }
  }
  factor_gradients[params.in_offset / 4 + index] += params.strength * sum;
}
