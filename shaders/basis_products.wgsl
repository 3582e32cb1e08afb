// Partial dot products of a vector with the rows of a basis, chunk by chunk:
//   partials[r * chunks + c] = sum over i in chunk c of basis[r * count + i] * vector[i];  chunk c is i from c * chunk on.
// basis: rows x count. vector: count values. partials: rows x chunks. count and chunk are multiples of 4.
// One invocation does one chunk of one row. Grid: rows * chunks invocations, of at most as many rows as there may be.

struct Params {
  count: u32,
  rows: u32,
  chunks: u32,
  chunk: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> basis: array<vec4f>;
@group(0) @binding(1) var<storage, read> vector: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> partials: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (index >= params.rows * params.chunks) {
    return;
  }
  let row = index / params.chunks;
  let first = (index % params.chunks) * params.chunk / 4;
  let end = min(first + params.chunk / 4, params.count / 4);
  let base = row * params.count / 4;
  var sums = vec4f();
  for (var i = first; i < end; i++) {
    sums += basis[base + i] * vector[i];
  }
  partials[index] = dot(sums, vec4f(1));
}
