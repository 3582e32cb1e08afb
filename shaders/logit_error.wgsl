// Mean squared error between the model's logits z and stored ones u, and its gradient, row by row, with f = w * scale:
//   losses[r] = f / V * sum over j of (z_j - u_j)^2,  grad_logits[r] = 2 f / V * (z - u)
// A row with w = 0 has losses 0 and a zero gradient.
// logits, stored_logits, grad_logits: rows x vocabulary (V). weights (w) are read at batch_offset + r. losses: rows values.
// One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  vocabulary: u32,
  batch_offset: u32,
  scale: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> logits: array<vec4f>;
@group(0) @binding(1) var<storage, read> stored_logits: array<vec4f>;
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
  let weight = weights[params.batch_offset + row];
  let factor = weight * params.scale / f32(params.vocabulary);
  var sums = vec4f();
  for (var i = 0u; i < vectors; i++) {
    var difference = vec4f();
    // What an unsupervised row's stored logits hold is of no meaning, and may be no number.
    if (weight != 0) {
      difference = logits[base + i] - stored_logits[base + i];
    }
    sums += difference * difference;
    grad_logits[base + i] = 2 * factor * difference;
  }
  losses[row] = factor * dot(sums, vec4f(1));
}
