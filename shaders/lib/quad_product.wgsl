// Products of matrices that the four invocations of a quad share. Needs `enable subgroups;`.

// sum + b a, as a chain of fused multiply-adds: an accumulator is stored once for four of them.
fn add_product(sum: vec4f, b: mat4x4f, a: vec4f) -> vec4f {
  return fma(vec4f(a.w), b[3], fma(vec4f(a.z), b[2], fma(vec4f(a.y), b[1], fma(vec4f(a.x), b[0], sum))));
}

// What the invocation with the other x holds: lanes 0 and 1, 2 and 3 swap.
fn swap_x(b: mat4x4f) -> mat4x4f {
  return mat4x4f(quadSwapX(b[0]), quadSwapX(b[1]), quadSwapX(b[2]), quadSwapX(b[3]));
}

// What the invocation with the other y holds: lanes 0 and 2, 1 and 3 swap.
fn swap_y(b: mat4x4f) -> mat4x4f {
  return mat4x4f(quadSwapY(b[0]), quadSwapY(b[1]), quadSwapY(b[2]), quadSwapY(b[3]));
}

// What the invocation with the other x and y holds: lanes 0 and 3, 1 and 2 swap.
fn swap_diagonal(b: mat4x4f) -> mat4x4f {
  return mat4x4f(
    quadSwapDiagonal(b[0]),
    quadSwapDiagonal(b[1]),
    quadSwapDiagonal(b[2]),
    quadSwapDiagonal(b[3]),
  );
}
