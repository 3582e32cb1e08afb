// Appends one token to each sequence: greedy, or drawn from softmax(logits / temperature) restricted to the top_k highest.
// logits: sequences x vocabulary, those of `position`. tokens: sequences x context; tokens[position + 1] is written, and so
// is its place in drawn, sequences x context x 2: [log-probability of the token, entropy], both in nats and both of the
// distribution that it was drawn from; [0, 0] for a greedy choice and after the end.
// prompt_lengths, done: one per sequence. A given prompt token is kept; a sequence that is done gets token 0; token 0
// (newline) ends a sequence. temperature <= 0 is greedy, top_k = 0 keeps all; ties go to the lowest id.
// The uniform number is pcg4d(seed, PURPOSE, step * context + position, sequence).x; the inverse CDF runs in id order.
// One invocation does one sequence. Grid: `sequences` invocations.

struct Params {
  sequences: u32,
  vocabulary: u32,
  context: u32,
  position: u32,
  temperature: f32,
  top_k: u32,
  seed: u32,
  step: u32,
}

const PURPOSE = 0x5a3du;
const LOWEST = -3.4e38f;
override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> prompt_lengths: array<u32>;
@group(0) @binding(2) var<storage, read_write> tokens: array<u32>;
@group(0) @binding(3) var<storage, read_write> done: array<u32>;
@group(0) @binding(4) var<storage, read_write> drawn: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

struct Ranked {
  logit: f32,
  token: u32,
}

struct Choice {
  token: u32,
  log_probability: f32,
  entropy: f32,
}

// The first token in the order (higher logit, then lower id) that comes after `last`; 0 where there is none.
fn next_ranked(row: u32, last: Ranked) -> Ranked {
  var best = Ranked(LOWEST, 0u);
  for (var token = 0u; token < params.vocabulary; token++) {
    let logit = logits[row + token];
    let after_last = logit < last.logit || (logit == last.logit && token > last.token);
    if (after_last && logit > best.logit) {
      best = Ranked(logit, token);
    }
  }
  return best;
}

fn kept(logit: f32, token: u32, lowest: Ranked) -> bool {
  return logit > lowest.logit || (logit == lowest.logit && token <= lowest.token);
}

// The token at which the running sum of the kept tokens' e = exp(x), x = (logit - highest) / temperature, passes
// uniform * total. With p = e / total, log p = x - log total, so the entropy is log total - sum of e x / total.
fn draw(row: u32, highest: f32, lowest: Ranked, uniform: f32) -> Choice {
  var total = 0.0;
  var moment = 0.0;
  for (var token = 0u; token < params.vocabulary; token++) {
    let logit = logits[row + token];
    if (kept(logit, token, lowest)) {
      let x = (logit - highest) / params.temperature;
      let e = exp(x);
      total += e;
      moment += e * x;
    }
  }
  var sum = 0.0;
  var chosen = 0u;
  for (var token = 0u; token < params.vocabulary && sum <= uniform * total; token++) {
    let logit = logits[row + token];
    if (kept(logit, token, lowest)) {
      sum += exp((logit - highest) / params.temperature);
      chosen = token;
    }
  }
  let log_total = log(total);
  let x = (logits[row + chosen] - highest) / params.temperature;
  return Choice(chosen, x - log_total, log_total - moment / total);
}

fn choose(row: u32, sequence: u32) -> Choice {
  let first = next_ranked(row, Ranked(-LOWEST, 0u));
  if (params.temperature <= 0) {
    return Choice(first.token, 0, 0);
  }
  var lowest = Ranked(LOWEST, params.vocabulary);
  if (params.top_k > 0 && params.top_k < params.vocabulary) {
    lowest = first;
    for (var rank = 1u; rank < params.top_k; rank++) {
      lowest = next_ranked(row, lowest);
    }
  }
  let counter = params.step * params.context + params.position;
  let bits = pcg4d(vec4u(params.seed, PURPOSE, counter, sequence)).x;
  return draw(row, first.logit, lowest, to_uniform(bits));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let sequence = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let next = params.position + 1;
  if (sequence >= params.sequences || next >= params.context || next < prompt_lengths[sequence]) {
    return;
  }
  var choice = Choice();
  if (done[sequence] == 0) {
    choice = choose(sequence * params.vocabulary, sequence);
    done[sequence] = select(0u, 1u, choice.token == 0);
  }
  let place = sequence * params.context + next;
  tokens[place] = choice.token;
  drawn[2 * place] = choice.log_probability;
  drawn[2 * place + 1] = choice.entropy;
}
