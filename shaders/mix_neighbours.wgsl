// Mixes what the nearest stored keys were followed by into the model's distribution (Khandelwal et al. 2020, eq. 3), row by
// row; the logits become log-probabilities of the mixture, which cross-entropy and arg-max read like any others:
//   p(v) = share * sum over neighbours i with tokens[i] = v of softmax(-d_i / T) + (1 - share) * softmax(z)_v,
//   T = temperature * the mean of d over the row's neighbours
// weights are read at batch_offset + r; a row with weight 0, or without neighbours, is left as it is.
// nearest, distances: rows x 16 from nearest_keys, 1e30 = none. tokens: one for each key. logits: rows x vocabulary.
// Probabilities below 1e-10 count as 1e-10. One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  vocabulary: u32,
  batch_offset: u32,
  wanted: u32,
  share: f32,
  temperature: f32,
}

override WORKGROUP_SIZE: u32 = 64;
const MOST: u32 = 16;
const NONE: f32 = 1e30;

@group(0) @binding(0) var<storage, read> weights: array<f32>;
@group(0) @binding(1) var<storage, read> nearest: array<u32>;
@group(0) @binding(2) var<storage, read> distances: array<f32>;
@group(0) @binding(3) var<storage, read> tokens: array<u32>;
@group(0) @binding(4) var<storage, read_write> logits: array<f32>;
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
  let first = row * MOST;
  if (weights[params.batch_offset + row] == 0 || distances[first] >= NONE) {
    return;
  }
  var count = 0u;
  var total = 0.0;
  while (count < params.wanted && distances[first + count] < NONE) {
    total += distances[first + count];
    count++;
  }
  // All at distance 0: they count alike.
  let width = max(params.temperature * total / f32(count), 1e-12);
  var evidence = 0.0;
  for (var i = 0u; i < count; i++) {
    evidence += exp((distances[first] - distances[first + i]) / width);
  }
  let base = row * params.vocabulary;
  var top = -1e30;
  for (var v = 0u; v < params.vocabulary; v++) {
    top = max(top, logits[base + v]);
  }
  var sum = 0.0;
  for (var v = 0u; v < params.vocabulary; v++) {
    sum += exp(logits[base + v] - top);
  }
  for (var v = 0u; v < params.vocabulary; v++) {
    logits[base + v] = (1 - params.share) * exp(logits[base + v] - top) / sum;
  }
  for (var i = 0u; i < count; i++) {
    let weight = exp((distances[first] - distances[first + i]) / width) / evidence;
    logits[base + tokens[nearest[first + i]]] += params.share * weight;
  }
  for (var v = 0u; v < params.vocabulary; v++) {
    logits[base + v] = log(max(logits[base + v], 1e-10));
  }
}
