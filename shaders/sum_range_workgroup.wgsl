// output[output_offset] = sum of values[values_offset .. values_offset + count), in a fixed order; added to what is
// there where accumulate = 1. count may be anything.
// One workgroup of 256 does it all, each invocation a stride of it, then a tree. Grid: 1.

struct Params {
  count: u32,
  values_offset: u32,
  output_offset: u32,
  accumulate: u32,
}

const GROUP_SIZE = 256u;

@group(0) @binding(0) var<storage, read> values: array<f32>;
@group(0) @binding(1) var<storage, read_write> output: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(GROUP_SIZE)
fn main(@builtin(local_invocation_index) thread: u32) {
  var sum = 0.0;
  for (var i = thread; i < params.count; i += GROUP_SIZE) {
    sum += values[params.values_offset + i];
  }
  let total = group_sum(thread, sum);
  if (thread != 0) {
    return;
  }
  if (params.accumulate == 1) {
    output[params.output_offset] += total;
  } else {
    output[params.output_offset] = total;
  }
}
