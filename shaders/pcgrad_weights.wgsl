// Weights with which the gradients of several tasks add up after each was cleared of its conflicts with the others (Yu et al.
// 2020, PCGrad, algorithm 1), from all their dot products G: every result is a sum of the originals, so its coefficients c
// are all that is needed:
//   for each i:  c = e_i;  for each j != i in random order:  d = sum_m c_m G[m, j];  where d < 0:  c_j -= d / G[j, j]
//   weights = sum over i of c
// gram: G, count x count, of which G[i, j] with i <= j is read. weights: count values. count is at most 64.
// The orders are Fisher-Yates shuffles by pcg4d(seed, PURPOSE, i, place).
// One invocation does it all, after the dot products: count is the number of tasks so far. Grid: [1].

struct Params {
  count: u32,
  seed: u32,
}

override WORKGROUP_SIZE: u32 = 64;

const PURPOSE = 0x9c3du;

@group(0) @binding(0) var<storage, read> gram: array<f32>;
@group(0) @binding(1) var<storage, read_write> weights: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

fn product(i: u32, j: u32) -> f32 {
  return gram[min(i, j) * params.count + max(i, j)];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x > 0) {
    return;
  }
  let count = params.count;
  var order: array<u32, 64>;
  var total: array<f32, 64>;
  var c: array<f32, 64>;
  for (var i = 0u; i < count; i++) {
    order[i] = i;
    total[i] = 0;
  }
  for (var i = 0u; i < count; i++) {
    for (var place = count - 1; place > 0; place--) {
      let other = pcg4d(vec4u(params.seed, PURPOSE, i, place)).x % (place + 1);
      let moved = order[place];
      order[place] = order[other];
      order[other] = moved;
    }
    for (var m = 0u; m < count; m++) {
      c[m] = select(0.0, 1.0, m == i);
    }
    for (var at = 0u; at < count; at++) {
      let j = order[at];
      let square = product(j, j);
      if (j == i || square <= 0) {
        continue;
      }
      var d = 0.0;
      for (var m = 0u; m < count; m++) {
        d += c[m] * product(m, j);
      }
      c[j] -= min(d, 0) / square;
    }
    for (var m = 0u; m < count; m++) {
      total[m] += c[m];
    }
  }
  for (var m = 0u; m < count; m++) {
    weights[m] = total[m];
  }
}
