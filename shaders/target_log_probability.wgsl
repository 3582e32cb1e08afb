// Log-probability of the target under the softmax, row by row, where the row counts:
//   log_probabilities[r] = z_target - logsumexp(z) where counts[r] is not 0, else 0
// logits: rows x vocabulary. targets, counts, log_probabilities: rows values; a row that does not count is not read.
// One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  vocabulary: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> logits: array<vec4f>;
@group(0) @binding(1) var<storage, read> targets: array<u32>;
@group(0) @binding(2) var<storage, read> counts: array<f32>;
@group(0) @binding(3) var<storage, read_write> log_probabilities: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let row = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (row >= params.rows) {
    return;
  }
  log_probabilities[row] = 0;
  if (counts[row] == 0) {
    return;
  }
  let vectors = params.vocabulary / 4;
  let base = row * vectors;
  var tops = vec4f(-1e30);
  for (var i = 0u; i < vectors; i++) {
    tops = max(tops, logits[base + i]);
  }
  let top = max(max(tops.x, tops.y), max(tops.z, tops.w));
  var sums = vec4f();
  for (var i = 0u; i < vectors; i++) {
    sums += exp(logits[base + i] - top);
  }
  let goal = targets[row];
  log_probabilities[row] = logits[base + goal / 4][goal % 4] - top - log(dot(sums, vec4f(1)));
}
