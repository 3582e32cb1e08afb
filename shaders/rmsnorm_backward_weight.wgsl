// Gradient of RMSNorm by its weight, as partial sums over rows:
//   grad_weight[s, i] = sum over the rows r of split s of grad_output[r, i] * input[r, i] * inverse_rms[r]
// added to what is there where accumulate = 1. Split s has the rows from s * ceil(rows / splits).
// grad_output, input: rows x width. grad_weight: splits x width at output_offset, splits partial_stride apart.
// One invocation sums four columns of one split. Grid: width / 4 invocations x splits.

struct Params {
  rows: u32,
  width: u32,
  output_offset: u32,
  accumulate: u32,
  splits: u32,
  partial_stride: u32,
}

@group(0) @binding(0) var<storage, read> grad_output: array<vec4f>;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> inverse_rms: array<f32>;
@group(0) @binding(3) var<storage, read_write> grad_weight: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let vectors = params.width / 4;
  if (id.x >= vectors) {
    return;
  }
  let rows_per_split = (params.rows + params.splits - 1) / params.splits;
  let first = min(id.y * rows_per_split, params.rows);
  let end = min(first + rows_per_split, params.rows);
  var sum = vec4f();
  for (var r = first; r < end; r++) {
    let index = r * vectors + id.x;
    sum += grad_output[index] * input[index] * inverse_rms[r];
  }
  let at = (params.output_offset + id.y * params.partial_stride) / 4 + id.x;
  if (params.accumulate == 1) {
    grad_weight[at] += sum;
  } else {
    grad_weight[at] = sum;
  }
}
