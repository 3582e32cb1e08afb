// Squared norm of the centred logits and its gradient, row by row (Aljundi et al. 2018, MAS, with centred outputs):
//   c = z - mean(z),  losses[r] = w * scale * |c|^2,  grad_logits[r] = 2 * w * scale * c
// Centred, because the softmax does not see a shift of all logits. A row with w = 0 has losses 0 and a zero gradient.
// logits, grad_logits: rows x vocabulary. weights (w) are read at batch_offset + r. losses: rows values.
// One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  vocabulary: u32,
  batch_offset: u32,
  scale: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> logits: array<vec4f>;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
@group(0) @binding(2) var<storage, read_write> grad_logits: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;
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
  let factor = weights[params.batch_offset + row] * params.scale;
  var sums = vec4f();
  for (var i = 0u; i < vectors; i++) {
    sums += logits[base + i];
  }
  let mean = dot(sums, vec4f(1)) / f32(params.vocabulary);
  var squares = vec4f();
  for (var i = 0u; i < vectors; i++) {
    let centred = logits[base + i] - mean;
    squares += centred * centred;
    grad_logits[base + i] = 2 * factor * centred;
  }
  losses[row] = factor * dot(squares, vec4f(1));
}
