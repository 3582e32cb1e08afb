// gram[z, i, j] = sum_k X(i, k) X(j, k): X X^T of each matrix, the first product of a Newton-Schulz iteration.
// X(i, k) = input[offset + z * stride + i * step_side + k * step_inner], i < side <= inner: a tall matrix is read transposed.
// gram: matrices x side x side. One invocation computes one value. Grid: matrices * side * side invocations.

struct Params {
  matrices: u32,
  side: u32,
  inner: u32,
  offset: u32,
  stride: u32,
  step_side: u32,
  step_inner: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> input: array<f32>;
@group(0) @binding(1) var<storage, read_write> gram: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let size = params.side * params.side;
  if (index >= params.matrices * size) {
    return;
  }
  let first = params.offset + index / size * params.stride;
  let a = first + index % size / params.side * params.step_side;
  let b = first + index % params.side * params.step_side;
  var sum = 0.0;
  for (var k = 0u; k < params.inner; k++) {
    sum += input[a + k * params.step_inner] * input[b + k * params.step_inner];
  }
  gram[index] = sum;
}
