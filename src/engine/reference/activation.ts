// GELU (tanh form, Hendrycks and Gimpel 2016), SwiGLU (Shazeer 2020) and ReLU as plain loops: the reference of gelu_*.wgsl,
// swiglu_*.wgsl and relu_*.wgsl.

const SQRT_2_OVER_PI = 0.7978845608;
const CUBIC = 0.044715;

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

interface ActivationBuffers {
  readonly input: Float32Array;
  readonly output: Float32Array;
}

/** output = x / 2 (1 + tanh(u)) = x sigmoid(2 u), u = sqrt(2 / pi) (x + 0.044715 x^3), on `count` values. */
export function geluForward(buffers: ActivationBuffers, params: { readonly count: number }): void {
  const { input, output } = buffers;
  for (let i = 0; i < params.count; i++) {
    const x = input[i]!;
    output[i] = x * sigmoid(2 * SQRT_2_OVER_PI * (x + CUBIC * x ** 3));
  }
}

interface ActivationGradientBuffers {
  readonly input: Float32Array;
  readonly grad_output: Float32Array;
  readonly grad_input: Float32Array;
}

/** grad_input = grad_output * (s + x s (1 - s) 2 u'), s = sigmoid(2 u), on `count` values. */
export function geluBackward(
  buffers: ActivationGradientBuffers,
  params: { readonly count: number },
): void {
  const { input, grad_output, grad_input } = buffers;
  for (let i = 0; i < params.count; i++) {
    const x = input[i]!;
    const s = sigmoid(2 * SQRT_2_OVER_PI * (x + CUBIC * x ** 3));
    const slope = SQRT_2_OVER_PI * (1 + 3 * CUBIC * x * x);
    grad_input[i] = grad_output[i]! * (s + x * s * (1 - s) * 2 * slope);
  }
}

/** output = max(input, 0), on `count` values. */
export function reluForward(buffers: ActivationBuffers, params: { readonly count: number }): void {
  const { input, output } = buffers;
  for (let i = 0; i < params.count; i++) output[i] = Math.max(input[i]!, 0);
}

/** grad_input = grad_output where input > 0, else 0, on `count` values. */
export function reluBackward(
  buffers: ActivationGradientBuffers,
  params: { readonly count: number },
): void {
  const { input, grad_output, grad_input } = buffers;
  for (let i = 0; i < params.count; i++) grad_input[i] = input[i]! > 0 ? grad_output[i]! : 0;
}

interface GatedParams {
  readonly rows: number;
  readonly hidden: number;
}

/** output = silu(gate) * up, silu(g) = g sigmoid(g). input: rows x [gate | up], output: rows x hidden. */
export function swigluForward(buffers: ActivationBuffers, params: GatedParams): void {
  const { input, output } = buffers;
  const { rows, hidden } = params;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < hidden; i++) {
      const gate = input[row * 2 * hidden + i]!;
      const up = input[row * 2 * hidden + hidden + i]!;
      output[row * hidden + i] = gate * sigmoid(gate) * up;
    }
  }
}

/** grad_gate = grad_output * up * s (1 + gate (1 - s)), grad_up = grad_output * gate * s, s = sigmoid(gate). */
export function swigluBackward(buffers: ActivationGradientBuffers, params: GatedParams): void {
  const { input, grad_output, grad_input } = buffers;
  const { rows, hidden } = params;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < hidden; i++) {
      const at = row * 2 * hidden + i;
      const gate = input[at]!;
      const gradient = grad_output[row * hidden + i]!;
      const s = sigmoid(gate);
      grad_input[at] = gradient * input[at + hidden]! * s * (1 + gate * (1 - s));
      grad_input[at + hidden] = gradient * gate * s;
    }
  }
}
