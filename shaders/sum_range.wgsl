// output[output_offset] = sum of values[values_offset .. values_offset + count), in a fixed order; added to what is
// there where accumulate = 1. count may be anything.
// One invocation does it all, in four running sums. Grid: 1.

struct Params {
  count: u32,
  values_offset: u32,
  output_offset: u32,
  accumulate: u32,
}

@group(0) @binding(0) var<storage, read> values: array<f32>;
@group(0) @binding(1) var<storage, read_write> output: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(1)
fn main() {
  let end = params.values_offset + params.count;
  var sums = vec4f();
  var i = params.values_offset;
  for (; i + 4 <= end; i += 4) {
    sums += vec4f(values[i], values[i + 1], values[i + 2], values[i + 3]);
  }
  var sum = dot(sums, vec4f(1));
  for (; i < end; i++) {
    sum += values[i];
  }
  if (params.accumulate == 1) {
    sum += output[params.output_offset];
  }
  output[params.output_offset] = sum;
}
