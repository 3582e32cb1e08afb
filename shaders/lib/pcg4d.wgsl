// pcg4d (Jarzynski and Olano 2020, JCGT 9(3)): four u32 to four u32. src/core/rng.ts is the same function.

fn pcg4d(input: vec4u) -> vec4u {
  var v = input * 1664525u + 1013904223u;
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  v ^= v >> vec4u(16u);
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  return v;
}

// A u32 as a float in [0, 1) with 24 random bits.
fn to_uniform(bits: u32) -> f32 {
  return f32(bits >> 8u) * 0x1p-24;
}
