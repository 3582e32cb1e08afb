// sum + b a, as a chain of fused multiply-adds: one store to the accumulator where it is a variable.
fn add_product(sum: vec4f, b: mat4x4f, a: vec4f) -> vec4f {
  return fma(vec4f(a.w), b[3], fma(vec4f(a.z), b[2], fma(vec4f(a.y), b[1], fma(vec4f(a.x), b[0], sum))));
}
