// The running mean activation of the hidden units of one layer, and it corrected for its start at 0 (Dohare et al. 2024):
//   means <- decay means + (1 - decay) m,  centres = means / (1 - decay^(ages + 1)),  m = sum over chunks of partials
// partials: chunks x units from partials_offset on. ages (in steps, before this one), means, centres: from unit_offset on.
// One invocation does one unit. Grid: `units` invocations.

struct Params {
  units: u32,
  chunks: u32,
  unit_offset: u32,
  partials_offset: u32,
  decay: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> partials: array<f32>;
@group(0) @binding(1) var<storage, read> ages: array<f32>;
@group(0) @binding(2) var<storage, read_write> means: array<f32>;
@group(0) @binding(3) var<storage, read_write> centres: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let unit = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (unit >= params.units) {
    return;
  }
  var mean = 0.0;
  for (var chunk = 0u; chunk < params.chunks; chunk++) {
    mean += partials[params.partials_offset + chunk * params.units + unit];
  }
  let at = params.unit_offset + unit;
  let running = params.decay * means[at] + (1 - params.decay) * mean;
  means[at] = running;
  centres[at] = running / (1 - pow(params.decay, ages[at] + 1));
}
