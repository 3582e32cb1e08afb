// polynomial = b G + c G G, G = gram / n^2, for each matrix. n = 1, or where normalise = 1 the Frobenius norm
// sqrt(trace(gram)) + 1e-7 of the matrix that gram was made of: the first iteration starts from X / n without X being scaled.
// gram, polynomial: matrices x side x side. One invocation computes one value. Grid: matrices * side * side invocations.

struct Params {
  matrices: u32,
  side: u32,
  normalise: u32,
  b: f32,
  c: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> gram: array<f32>;
@group(0) @binding(1) var<storage, read_write> polynomial: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let side = params.side;
  let size = side * side;
  if (index >= params.matrices * size) {
    return;
  }
  let first = index / size * size;
  let i = index % size / side;
  let j = index % side;
  var norm = 1.0;
  if (params.normalise == 1) {
    var trace = 0.0;
    for (var k = 0u; k < side; k++) {
      trace += gram[first + k * side + k];
    }
    norm = sqrt(trace) + 1e-7;
  }
  // Divided by the norm twice: its square may be too small for f32.
  var sum = 0.0;
  for (var k = 0u; k < side; k++) {
    sum += (gram[first + i * side + k] / norm / norm) * (gram[first + k * side + j] / norm / norm);
  }
  polynomial[index] = params.b * (gram[index] / norm / norm) + params.c * sum;
}
