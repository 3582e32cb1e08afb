// Draws a target for every supervised position from the model's own distribution softmax(logits), in place of the data's:
// labels of the true Fisher information. Positions with weight 0 keep what they had.
// logits: rows x vocabulary. weights, targets: one value a row, from batch_offset on.
// The uniform number is pcg4d(seed, PURPOSE, draw, row).x; the inverse CDF runs in id order.
// One invocation does one row. Grid: `rows` invocations.

struct Params {
  rows: u32,
  vocabulary: u32,
  batch_offset: u32,
  seed: u32,
  draw: u32,
}

const PURPOSE = 0x71f5u;
override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
@group(0) @binding(2) var<storage, read_write> targets: array<u32>;
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
  let first = row * params.vocabulary;
  var highest = logits[first];
  for (var token = 1u; token < params.vocabulary; token++) {
    highest = max(highest, logits[first + token]);
  }
  var total = 0.0;
  for (var token = 0u; token < params.vocabulary; token++) {
    total += exp(logits[first + token] - highest);
  }
  let bits = pcg4d(vec4u(params.seed, PURPOSE, params.draw, row)).x;
  let threshold = to_uniform(bits) * total;
  var sum = 0.0;
  var chosen = 0u;
  for (var token = 0u; token < params.vocabulary && sum <= threshold; token++) {
    sum += exp(logits[first + token] - highest);
    chosen = token;
  }
  targets[params.batch_offset + row] = chosen;
}
