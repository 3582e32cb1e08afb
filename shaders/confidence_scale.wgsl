// Multiplies every row's cross-entropy and its gradient by the probability of the target, taken as a constant:
//   p = exp(-losses[r] / (w * scale)),  losses[r] = p * losses[r],  grad_logits[r] = p * grad_logits[r]
// losses and grad_logits hold what cross_entropy wrote with the same weights (w) and scale; rows with w * scale = 0 stay.
// grad_logits: rows x vocabulary. weights are read at batch_offset + r. losses: rows values.
// One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  vocabulary: u32,
  batch_offset: u32,
  scale: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> weights: array<f32>;
@group(0) @binding(1) var<storage, read_write> losses: array<f32>;
@group(0) @binding(2) var<storage, read_write> grad_logits: array<vec4f>;
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
  let factor = weights[params.batch_offset + row] * params.scale;
  if (factor == 0) {
    return;
  }
  let loss = losses[row];
  let probability = exp(-loss / factor);
  losses[row] = probability * loss;
  let vectors = params.vocabulary / 4;
  for (var i = 0u; i < vectors; i++) {
    grad_logits[row * vectors + i] *= probability;
  }
}
