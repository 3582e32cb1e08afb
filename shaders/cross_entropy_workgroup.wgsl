// Weighted cross-entropy of the softmax, its gradient and exact match, row by row:
//   losses[r] = w * scale * (logsumexp(z) - z_target),  grad_logits[r] = w * scale * (softmax(z) - onehot(target))
//   correct[r] = 1 where the arg-max (the lowest id of equals) is the target
// A row with w = 0 has losses 0, correct 1 and a zero gradient; its target is not read.
// logits, grad_logits: rows x vocabulary; grad_logits is written only where with_gradient = 1.
// targets and weights (w) are read at batch_offset + r. losses, correct: rows values.
// One workgroup does one row. Grid: rows workgroups.

struct Params {
  rows: u32,
  vocabulary: u32,
  batch_offset: u32,
  scale: f32,
  with_gradient: u32,
}

const GROUP_SIZE = 64u;

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

@compute @workgroup_size(GROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let row = group.x + group.y * workgroups.x;
  // The same for the whole group, so that no barrier is missed.
  if (row >= params.rows) {
    return;
  }
  let vectors = params.vocabulary / 4;
  let base = row * vectors;
  let weight = weights[params.batch_offset + row];
  // An unsupervised row does the same work for target 0 and drops the result: barriers need every invocation.
  let goal = select(targets[params.batch_offset + row], 0u, weight == 0);
  let goal_logit = logits[base + goal / 4][goal % 4];
  var beaten = false;
  var tops = vec4f(-1e30);
  for (var i = thread; i < vectors; i += GROUP_SIZE) {
    let z = logits[base + i];
    tops = max(tops, z);
    beaten = beaten || ahead(z, i, goal, goal_logit);
  }
  let top = group_max(thread, max(max(tops.x, tops.y), max(tops.z, tops.w)));
  let beaten_by = group_sum(thread, select(0.0, 1.0, beaten));
  var sums = vec4f();
  for (var i = thread; i < vectors; i += GROUP_SIZE) {
    sums += exp(logits[base + i] - top);
  }
  let sum = group_sum(thread, dot(sums, vec4f(1)));
  let factor = weight * params.scale;
  if (thread == 0) {
    losses[row] = factor * (log(sum) + top - goal_logit);
    correct[row] = select(0u, 1u, weight == 0 || beaten_by == 0);
  }
  for (var i = thread; i < vectors && params.with_gradient == 1; i += GROUP_SIZE) {
    let hit = vec4f(vec4u(goal) == vec4u(4 * i) + vec4u(0, 1, 2, 3));
    grad_logits[base + i] = factor * (exp(logits[base + i] - top) / sum - hit);
  }
}
