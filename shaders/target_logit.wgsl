// The target's logit and its gradient, row by row (Farajtabar et al. 2020, OGD with ground-truth logits):
//   losses[r] = w * scale * z_target,  grad_logits[r] = w * scale * onehot(target)
// A row with w = 0 has losses 0 and a zero gradient; its target is not read.
// logits, grad_logits: rows x vocabulary. targets and weights (w) are read at batch_offset + r. losses: rows values.
// One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  vocabulary: u32,
  batch_offset: u32,
  scale: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> logits: array<vec4f>;
@group(0) @binding(1) var<storage, read> targets: array<u32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> grad_logits: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> losses: array<f32>;
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
  let vectors = params.vocabulary / 4;
  let base = row * vectors;
  for (var i = 0u; i < vectors; i++) {
    grad_logits[base + i] = vec4f();
  }
  losses[row] = 0;
  let factor = weights[params.batch_offset + row] * params.scale;
  if (factor == 0) {
    return;
  }
  let goal = targets[params.batch_offset + row];
  losses[row] = factor * logits[base + goal / 4][goal % 4];
  grad_logits[base + goal / 4] = factor * vec4f(vec4u(goal % 4) == vec4u(0, 1, 2, 3));
}
