// overlap[p, j, k] = sum_i E_p[j, i] A[k, i]: inner products of the rows of the present A with those of the A of each
// earlier phase (O-LoRA, Wang et al. 2023).
// earlier: E_p, rank x columns, at p * earlier_stride + in_offset. factors: A, rank x columns, at in_offset.
// overlap: earlier_count x rank x rank. columns, earlier_stride and in_offset are multiples of 4.
// One invocation computes one product. Grid: at least earlier_count * rank * rank invocations.

struct Params {
  columns: u32,
  rank: u32,
  in_offset: u32,
  earlier_count: u32,
  earlier_stride: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> earlier: array<vec4f>;
@group(0) @binding(1) var<storage, read> factors: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> overlap: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let rank = params.rank;
  if (index >= params.earlier_count * rank * rank) {
    return;
  }
  let phase = index / (rank * rank);
  let j = index / rank % rank;
  let k = index % rank;
  let quads = params.columns / 4;
  let e = (phase * params.earlier_stride + params.in_offset) / 4 + j * quads;
  let a = params.in_offset / 4 + k * quads;
  var sums = vec4f();
  for (var quad = 0u; quad < quads; quad++) {
    sums += earlier[e + quad] * factors[a + quad];
  }
  overlap[index] = dot(sums, vec4f(1));
}
