// Weighted cross-entropy of the softmax, its gradient and exact match, row by row:
//   losses[r] = w * scale * (logsumexp(z) - z_target),  grad_logits[r] = w * scale * (softmax(z) - onehot(target))
//   correct[r] = 1 where the arg-max (the lowest id of equals) is the target
// A row with w = 0 has losses 0, correct 1 and a zero gradient; its target is not read.
// logits, grad_logits: rows x vocabulary; grad_logits is written only where with_gradient = 1.
// targets and weights (w) are read at batch_offset + r. losses, correct: rows values.
// One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  vocabulary: u32,
  batch_offset: u32,
  scale: f32,
  with_gradient: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> logits: array<vec4f>;
@group(0) @binding(1) var<storage, read> targets: array<u32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> grad_logits: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> losses: array<f32>;
@group(0) @binding(5) var<storage, read_write> correct: array<u32>;
@group(1) @binding(0) var<uniform> params: Params;

// Whether one of the four logits z, of ids from 4 * index, comes before the target's in the order of the arg-max.
fn ahead(z: vec4f, index: u32, goal: u32, goal_logit: f32) -> bool {
  let ids = vec4u(4 * index) + vec4u(0, 1, 2, 3);
  return any((z > vec4f(goal_logit)) | ((z == vec4f(goal_logit)) & (ids < vec4u(goal))));
}

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
  let weight = weights[params.batch_offset + row];
  if (weight == 0) {
    losses[row] = 0;
    correct[row] = 1;
    for (var i = 0u; i < vectors && params.with_gradient == 1; i++) {
      grad_logits[base + i] = vec4f();
    }
    return;
  }
  let goal = targets[params.batch_offset + row];
  let goal_logit = logits[base + goal / 4][goal % 4];
  var beaten = false;
  var tops = vec4f(-1e30);
  for (var i = 0u; i < vectors; i++) {
    let z = logits[base + i];
    tops = max(tops, z);
    beaten = beaten || ahead(z, i, goal, goal_logit);
  }
  let top = max(max(tops.x, tops.y), max(tops.z, tops.w));
  var sums = vec4f();
  for (var i = 0u; i < vectors; i++) {
    let e = exp(logits[base + i] - top);
    sums += e;
    // Kept for the next loop: the exponential is the dearest operation of this kernel.
    if (params.with_gradient == 1) {
      grad_logits[base + i] = e;
    }
  }
  let sum = dot(sums, vec4f(1));
  let factor = weight * params.scale;
  losses[row] = factor * (log(sum) + top - goal_logit);
  correct[row] = select(1u, 0u, beaten);
  if (params.with_gradient == 0) {
    return;
  }
  for (var i = 0u; i < vectors; i++) {
    let hit = vec4f(vec4u(goal) == vec4u(4 * i) + vec4u(0, 1, 2, 3));
    grad_logits[base + i] = factor * (grad_logits[base + i] / sum - hit);
  }
}
