// output[output_offset + i] += sum_s partials[s * partial_stride + i], s in order: joins the splits of a weight gradient.
// partials: splits x count, partial_stride apart. output: count values. All multiples of 4.
// One invocation sums one vec4. Grid: count / 4 invocations.

struct Params {
  count: u32,
  splits: u32,
  partial_stride: u32,
  output_offset: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> partials: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> output: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (index >= params.count / 4) {
    return;
  }
  var sum = vec4f();
  for (var s = 0u; s < params.splits; s++) {
    sum += partials[s * params.partial_stride / 4 + index];
  }
  output[params.output_offset / 4 + index] += sum;
}
