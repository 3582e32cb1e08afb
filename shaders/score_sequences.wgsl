// Exact match and loss per sequence, from the rows that cross_entropy wrote:
//   scores[2 s] = 1 where every supervised position (weight not 0) of sequence s is correct, else 0
//   scores[2 s + 1] = sum of the losses of sequence s
// losses, correct: sequences x length. weights: the same, read at batch_offset. scores: sequences x 2.
// One invocation does one sequence. Grid: sequences invocations.

struct Params {
  sequences: u32,
  length: u32,
  batch_offset: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> losses: array<f32>;
@group(0) @binding(1) var<storage, read> correct: array<u32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> scores: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let sequence = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (sequence >= params.sequences) {
    return;
  }
  var all_correct = 1.0;
  var loss = 0.0;
  for (var t = 0u; t < params.length; t++) {
    let position = sequence * params.length + t;
    loss += losses[position];
    if (weights[params.batch_offset + position] != 0 && correct[position] == 0) {
      all_correct = 0;
    }
  }
  scores[2 * sequence] = all_correct;
  scores[2 * sequence + 1] = loss;
}
