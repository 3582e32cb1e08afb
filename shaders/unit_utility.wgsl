// One more step in the life of the hidden units of one layer (Dohare et al. 2024, continual backpropagation):
//   ages <- ages + 1,  utilities <- decay utilities + (1 - decay) y,  corrected = utilities / (1 - decay^ages)
//   y = a mean|outgoing weights|, divided by mean|incoming weights| where adaptable is 1;  a = sum over chunks of partials
// partials: chunks x units from partials_offset on. parameters: incoming weights as `inputs` blocks of units x width from
// up_offset on (2 blocks for a gated unit), outgoing ones as width x units from down_offset on. The others: from unit_offset on.
// One invocation does one unit. Grid: `units` invocations.

struct Params {
  units: u32,
  width: u32,
  inputs: u32,
  chunks: u32,
  unit_offset: u32,
  partials_offset: u32,
  up_offset: u32,
  down_offset: u32,
  decay: f32,
  adaptable: u32,
}

// Keeps a unit without incoming weights from an infinite utility.
const SMALLEST = 1e-12;
override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> partials: array<f32>;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read_write> utilities: array<f32>;
@group(0) @binding(3) var<storage, read_write> ages: array<f32>;
@group(0) @binding(4) var<storage, read_write> corrected: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let unit = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let units = params.units;
  if (unit >= units) {
    return;
  }
  var activity = 0.0;
  for (var chunk = 0u; chunk < params.chunks; chunk++) {
    activity += partials[params.partials_offset + chunk * units + unit];
  }
  var outgoing = 0.0;
  var incoming = 0.0;
  for (var k = 0u; k < params.width; k++) {
    outgoing += abs(parameters[params.down_offset + k * units + unit]);
    for (var block = 0u; block < params.inputs; block++) {
      incoming += abs(parameters[params.up_offset + (block * units + unit) * params.width + k]);
    }
  }
  var contribution = activity * outgoing / f32(params.width);
  if (params.adaptable == 1) {
    contribution /= max(incoming / f32(params.inputs * params.width), SMALLEST);
  }
  let at = params.unit_offset + unit;
  let age = ages[at] + 1;
  let utility = params.decay * utilities[at] + (1 - params.decay) * contribution;
  ages[at] = age;
  utilities[at] = utility;
  corrected[at] = utility / (1 - pow(params.decay, age));
}
