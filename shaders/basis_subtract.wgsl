// Takes the span of an orthonormal basis out of a vector, given its dot products with the rows (Farajtabar et al. 2020, OGD):
//   vector[i] -= sum over r of coefficients[r] * basis[r * count + i]
// basis: rows x count. coefficients: rows values. vector: count values. count is a multiple of 4.
// One invocation computes one vec4. Grid: count / 4 invocations.

struct Params {
  count: u32,
  rows: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> basis: array<vec4f>;
@group(0) @binding(1) var<storage, read> coefficients: array<f32>;
@group(0) @binding(2) var<storage, read_write> vector: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let vectors = params.count / 4;
  if (index >= vectors) {
    return;
  }
  var sum = vec4f();
  for (var row = 0u; row < params.rows; row++) {
    sum += coefficients[row] * basis[row * vectors + index];
  }
  vector[index] -= sum;
}
