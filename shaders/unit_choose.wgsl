// Chooses the hidden units of every layer that are replaced in this step (Dohare et al. 2024): `rate` of the mature ones, that
// is of those older than `maturity` steps, of the lowest utility; ties by lower index. Fractions of a unit wait in `waiting`.
// chosen = 1 for these, 0 for all others; their utilities, means and ages start again at 0.
// corrected, utilities, means, ages, chosen: layers x units. waiting: one value a layer.
// One invocation does one layer. Grid: `layers` invocations.

struct Params {
  layers: u32,
  units: u32,
  rate: f32,
  maturity: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> corrected: array<f32>;
@group(0) @binding(1) var<storage, read_write> utilities: array<f32>;
@group(0) @binding(2) var<storage, read_write> means: array<f32>;
@group(0) @binding(3) var<storage, read_write> ages: array<f32>;
@group(0) @binding(4) var<storage, read_write> waiting: array<f32>;
@group(0) @binding(5) var<storage, read_write> chosen: array<u32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let layer = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (layer >= params.layers) {
    return;
  }
  let first = layer * params.units;
  let end = first + params.units;
  var mature = 0u;
  for (var i = first; i < end; i++) {
    chosen[i] = 0;
    mature += select(0u, 1u, ages[i] > params.maturity);
  }
  var due = waiting[layer] + params.rate * f32(mature);
  for (; due >= 1 && mature > 0; due -= 1) {
    var lowest = end;
    for (var i = first; i < end; i++) {
      if (ages[i] > params.maturity && (lowest == end || corrected[i] < corrected[lowest])) {
        lowest = i;
      }
    }
    chosen[lowest] = 1;
    utilities[lowest] = 0;
    means[lowest] = 0;
    ages[lowest] = 0;
    mature -= 1;
  }
  waiting[layer] = due;
}
