// Rotary positions (Su et al. 2021), half-split pairs as in Llama: with half = head_width / 2 and angle a(position, i),
//   (x[i], x[i + half]) -> (x[i] cos a - x[i + half] sin a, x[i + half] cos a + x[i] sin a), in place.
// sign = 1 rotates forward; sign = -1 rotates back, which is the gradient.
// table: positions x half x {cos, sin}. data: rows of `stride` floats, of which `heads` consecutive heads from
// data_offset on are rotated; row r has position r % time + position_offset.
// One invocation rotates 4 pairs of one head. Grid: rows * heads * head_width / 8 invocations.

struct Params {
  rows: u32,
  time: u32,
  heads: u32,
  head_width: u32,
  stride: u32,
  data_offset: u32,
  position_offset: u32,
  sign: f32,
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> table: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> data: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let index = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  let half = params.head_width / 8;
  if (index >= params.rows * params.heads * half) {
    return;
  }
  let pair = index % half;
  let head = (index / half) % params.heads;
  let row = index / (half * params.heads);
  let position = row % params.time + params.position_offset;
  let low = table[(position * half + pair) * 2];
  let high = table[(position * half + pair) * 2 + 1];
  let cosine = vec4f(low.xz, high.xz);
  let sine = params.sign * vec4f(low.yw, high.yw);
  let at = (row * params.stride + params.data_offset + head * params.head_width) / 4 + pair;
  let a = data[at];
  let b = data[at + half];
  data[at] = a * cosine - b * sine;
  data[at + half] = b * cosine + a * sine;
}
