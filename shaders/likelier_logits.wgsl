// Of two models' logits, those under which the target is likelier, row by row; the first's where both are alike:
//   first_logits[r] <- second_logits[r] where log softmax(second[r])[target] > log softmax(first[r])[target]
// first_logits, second_logits: rows x vocabulary. targets, weights are read at batch_offset + r; a row with weight 0 keeps
// what it has.
// One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  vocabulary: u32,
  batch_offset: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read_write> first_logits: array<f32>;
@group(0) @binding(1) var<storage, read> second_logits: array<f32>;
@group(0) @binding(2) var<storage, read> targets: array<u32>;
@group(0) @binding(3) var<storage, read> weights: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let row = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (row >= params.rows || weights[params.batch_offset + row] == 0) {
    return;
  }
  let base = row * params.vocabulary;
  let chosen = base + targets[params.batch_offset + row];
  var first_top = first_logits[base];
  var second_top = second_logits[base];
  for (var i = 1u; i < params.vocabulary; i++) {
    first_top = max(first_top, first_logits[base + i]);
    second_top = max(second_top, second_logits[base + i]);
  }
  var first_sum = 0.0;
  var second_sum = 0.0;
  for (var i = 0u; i < params.vocabulary; i++) {
    first_sum += exp(first_logits[base + i] - first_top);
    second_sum += exp(second_logits[base + i] - second_top);
  }
  let first_likelihood = first_logits[chosen] - first_top - log(first_sum);
  let second_likelihood = second_logits[chosen] - second_top - log(second_sum);
  if (second_likelihood <= first_likelihood) {
    return;
  }
  for (var i = 0u; i < params.vocabulary; i++) {
    first_logits[base + i] = second_logits[base + i];
  }
}
