// output(i, k) = (a X(i, k) + sum_j polynomial[z, i, j] X(j, k)) / n: the end of a Newton-Schulz iteration. n as in
// muon_polynomial.
// X(i, k) = input[offset + z * stride + i * step_side + k * step_inner], i < side <= inner: a tall matrix is read transposed.
// output has the layout of input. gram, polynomial: matrices x side x side.
// One invocation computes one value. Grid: matrices * side * inner invocations.

struct Params {
  matrices: u32,
  side: u32,
  inner: u32,
  offset: u32,
  stride: u32,
  step_side: u32,
  step_inner: u32,
  normalise: u32,
  a: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> input: array<f32>;
@group(0) @binding(1) var<storage, read> gram: array<f32>;
@group(0) @binding(2) var<storage, read> polynomial: array<f32>;
@group(0) @binding(3) var<storage, read_write> output: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let size = params.side * params.inner;
  if (index >= params.matrices * size) {
    return;
  }
  let matrix = index / size;
  let i = index % size / params.inner;
  let first = params.offset + matrix * params.stride + index % params.inner * params.step_inner;
  let square = matrix * params.side * params.side;
  var norm = 1.0;
  if (params.normalise == 1) {
    var trace = 0.0;
    for (var k = 0u; k < params.side; k++) {
      trace += gram[square + k * params.side + k];
    }
    norm = sqrt(trace) + 1e-7;
  }
  var sum = params.a * input[first + i * params.step_side];
  for (var j = 0u; j < params.side; j++) {
    sum += polynomial[square + i * params.side + j] * input[first + j * params.step_side];
  }
  output[first + i * params.step_side] = sum / norm;
}
