// Mean activity of the hidden units of one layer, as partial sums over chunks of rows:
//   partials[chunk, unit] = sum over the chunk's rows of row_weights[row] a,
//   a = |hidden[row, unit] - centres[unit]| where absolute is 1, hidden[row, unit] where it is 0
// hidden: rows x units. row_weights: one value a row. centres: from unit_offset on. partials: chunks x units from
// partials_offset on. Chunks past the last row hold 0.
// One invocation does one unit in one chunk. Grid: chunks * units invocations.

struct Params {
  rows: u32,
  units: u32,
  chunks: u32,
  chunk: u32,
  unit_offset: u32,
  partials_offset: u32,
  absolute: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> hidden: array<f32>;
@group(0) @binding(1) var<storage, read> row_weights: array<f32>;
@group(0) @binding(2) var<storage, read> centres: array<f32>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (index >= params.chunks * params.units) {
    return;
  }
  let unit = index % params.units;
  let first = index / params.units * params.chunk;
  let centre = centres[params.unit_offset + unit];
  var sum = 0.0;
  for (var row = first; row < min(first + params.chunk, params.rows); row++) {
    let h = hidden[row * params.units + unit];
    sum += row_weights[row] * select(h, abs(h - centre), params.absolute == 1);
  }
  partials[params.partials_offset + index] = sum;
}
