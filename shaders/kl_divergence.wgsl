// Kullback-Leibler divergence between the model and a reference, over the whole vocabulary, and its gradient, row by row:
//   p = softmax(z / T) of the model's logits z, q = softmax(u / T) of the reference's logits u, f = w * scale
//   reverse = 1: losses[r] = f * KL(p | q),  grad_logits[r] = f / T * p * (log p - log q - KL(p | q))
//   reverse = 0: losses[r] = f * KL(q | p),  grad_logits[r] = f / T * (p - q)
// A row with w = 0 has losses 0 and a zero gradient; with keep = 1 it is left as another loss made it.
// logits, reference_logits, grad_logits: rows x vocabulary. weights (w) are read at batch_offset + r. losses: rows values.
// One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  vocabulary: u32,
  batch_offset: u32,
  scale: f32,
  temperature: f32,
  reverse: u32,
  keep: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> logits: array<vec4f>;
@group(0) @binding(1) var<storage, read> reference_logits: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> grad_logits: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> losses: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

fn largest(v: vec4f) -> f32 {
  return max(max(v.x, v.y), max(v.z, v.w));
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
    if (params.keep == 1) {
      return;
    }
    losses[row] = 0;
    for (var i = 0u; i < vectors; i++) {
      grad_logits[base + i] = vec4f();
    }
    return;
  }
  let inverse = 1 / params.temperature;
  var tops = vec4f(-1e30);
  var reference_tops = vec4f(-1e30);
  for (var i = 0u; i < vectors; i++) {
    tops = max(tops, logits[base + i]);
    reference_tops = max(reference_tops, reference_logits[base + i]);
  }
  let top = largest(tops);
  let reference_top = largest(reference_tops);
  var sums = vec4f();
  var reference_sums = vec4f();
  for (var i = 0u; i < vectors; i++) {
    sums += exp((logits[base + i] - top) * inverse);
    reference_sums += exp((reference_logits[base + i] - reference_top) * inverse);
  }
  let log_sum = log(dot(sums, vec4f(1)));
  let reference_log_sum = log(dot(reference_sums, vec4f(1)));
  var parts = vec4f();
  for (var i = 0u; i < vectors; i++) {
    let log_p = (logits[base + i] - top) * inverse - log_sum;
    let log_q = (reference_logits[base + i] - reference_top) * inverse - reference_log_sum;
    if (params.reverse == 1) {
      parts += exp(log_p) * (log_p - log_q);
    } else {
      parts += exp(log_q) * (log_q - log_p);
    }
  }
  let divergence = dot(parts, vec4f(1));
  let factor = weight * params.scale;
  losses[row] = factor * divergence;
  for (var i = 0u; i < vectors; i++) {
    let log_p = (logits[base + i] - top) * inverse - log_sum;
    let log_q = (reference_logits[base + i] - reference_top) * inverse - reference_log_sum;
    var slope = exp(log_p) - exp(log_q);
    if (params.reverse == 1) {
      slope = exp(log_p) * (log_p - log_q - divergence);
    }
    grad_logits[base + i] = factor * inverse * slope;
  }
}
