// partials[c] = sum over chunk c of left[left_offset + i] * right[right_offset + i]; chunk c is i from c * chunk on.
// left, right: count values (any count) in buffers of a multiple of 4 floats. partials: ceil(count / chunk) values.
// left and right may be the same buffer. chunk and the offsets are multiples of 4.
// One invocation does one chunk. Grid: ceil(count / chunk) invocations.

struct Params {
  count: u32,
  left_offset: u32,
  right_offset: u32,
  chunk: u32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> left: array<vec4f>;
@group(0) @binding(1) var<storage, read> right: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> partials: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let first = index * params.chunk;
  if (first >= params.count) {
    return;
  }
  let end = min(first + params.chunk, params.count);
  let left_base = params.left_offset / 4;
  let right_base = params.right_offset / 4;
  var sums = vec4f();
  for (var i = first / 4; i < end / 4; i++) {
    sums += left[left_base + i] * right[right_base + i];
  }
  let rest = end % 4;
  if (rest > 0) {
    let inside = vec4u(0, 1, 2, 3) < vec4u(rest);
    sums += select(vec4f(), left[left_base + end / 4] * right[right_base + end / 4], inside);
  }
  partials[index] = dot(sums, vec4f(1));
}
