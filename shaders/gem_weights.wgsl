// Weights of the gradients of memories that are added to a gradient so that it points against none of them (Lopez-Paz and
// Ranzato 2017, GEM, eq. 11), from all their dot products G, decided here, on the GPU:
//   q_i = side * G[i, 0] for the memories i = 1 ... count - 1;  where no q_i < 0:  weights = (1, 0, ..., 0), else
//   v = argmin over v_i >= margin of 1/2 v' (G + r I) v + q' v,  r = ridge * mean(G[i, i]);  weights = (1, v)
// by cyclic coordinate descent: v_i = max(margin, v_i - (G v + r v + q)_i / (G[i, i] + r)), at most `sweeps` times over all.
// gram: G, count x count, of which G[i, j] with i <= j is read; 0 is the gradient. weights: count values.
// side = 1 for a gradient, -1 for an update, which points the other way and has another size: there the margin is in units of
// the update's length over the memories' (root mean square). count is at most 64.
// One invocation does it all, after the dot products: count is the number of tasks so far. Grid: [1].

struct Params {
  count: u32,
  side: f32,
  margin: f32,
  ridge: f32,
  sweeps: u32,
}

override WORKGROUP_SIZE: u32 = 64;

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
  weights[0] = 1;
  var violated = false;
  var trace = 0.0;
  for (var i = 1u; i < count; i++) {
    violated = violated || params.side * product(i, 0) < 0;
    trace += product(i, i);
  }
  let mean = trace / max(1, f32(count - 1));
  let damping = params.ridge * mean;
  var margin = params.margin;
  if (params.side < 0 && mean > 0) {
    margin *= sqrt(product(0, 0) / mean);
  }
  var v: array<f32, 64>;
  for (var i = 1u; i < count; i++) {
    v[i] = select(0.0, margin, violated);
  }
  for (var sweep = 0u; sweep < params.sweeps && violated; sweep++) {
    var moved = false;
    for (var i = 1u; i < count; i++) {
      let curvature = product(i, i) + damping;
      if (curvature <= 0) {
        continue;
      }
      var slope = params.side * product(i, 0) + damping * v[i];
      for (var j = 1u; j < count; j++) {
        slope += product(i, j) * v[j];
      }
      let next = max(margin, v[i] - slope / curvature);
      moved = moved || abs(next - v[i]) > 1e-6 * abs(next);
      v[i] = next;
    }
    if (!moved) {
      break;
    }
  }
  for (var i = 1u; i < count; i++) {
    weights[i] = v[i];
  }
}
