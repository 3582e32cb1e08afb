// What the log-ratio l = log p - log q of a sampled token says of p, which it was drawn from, and q, row by row:
//   figures[r]              = c e^l               the ratio p / q
//   figures[stride + r]     = c l                 k1
//   figures[2 stride + r]   = c l^2 / 2           k2
//   figures[3 stride + r]   = c (e^-l - 1 + l)    k3
// with c = counts[r]; a row with c = 0 has zeros. Over draws from p, k1 and k3 are unbiased estimates of KL(p | q), k2 a
// biased one of lower variance than k1 (Schulman 2020, Approximating KL Divergence). l is held within -20 to 20.
// log_p, log_q, counts: rows values. figures: 4 x stride.
// One invocation does one row. Grid: rows invocations.

struct Params {
  rows: u32,
  stride: u32,
}

// Below this, e^-l - 1 + l is lost in rounding and three terms of its series are exact to f32.
const SMALL = 0.01f;
override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<storage, read> log_p: array<f32>;
@group(0) @binding(1) var<storage, read> log_q: array<f32>;
@group(0) @binding(2) var<storage, read> counts: array<f32>;
@group(0) @binding(3) var<storage, read_write> figures: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let row = id.x + id.y * workgroups.x * WORKGROUP_SIZE;
  if (row >= params.rows) {
    return;
  }
  let count = counts[row];
  let l = clamp(log_p[row] - log_q[row], -20, 20);
  let k2 = l * l / 2;
  let series = k2 * (1 - l / 3 + l * l / 12);
  figures[row] = count * exp(l);
  figures[params.stride + row] = count * l;
  figures[2 * params.stride + row] = count * k2;
  figures[3 * params.stride + row] = count * select(exp(-l) - 1 + l, series, abs(l) < SMALL);
}
