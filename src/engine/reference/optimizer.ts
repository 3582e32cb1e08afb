// AdamW and SGD with momentum as plain loops: the reference of adamw_step.wgsl and sgd_step.wgsl.

/** The factor that scales a gradient of squared norm `normSquared` to a norm of at most `clip`; 1 when clip <= 0. */
export function clipFactor(normSquared: number, clip: number): number {
  const norm = Math.sqrt(normSquared);
  return clip > 0 && norm > clip ? clip / norm : 1;
}

interface AdamwBuffers {
  readonly gradient: Float32Array;
  readonly norm_squared: Float32Array;
  readonly parameter: Float32Array;
  readonly first_moment: Float32Array;
  readonly second_moment: Float32Array;
}

interface AdamwParams {
  readonly count: number;
  readonly offset: number;
  readonly norm_offset: number;
  readonly learning_rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weight_decay: number;
  readonly correction1: number;
  readonly correction2: number;
  readonly clip: number;
}

/** One AdamW step (Loshchilov and Hutter 2019) on `count` values from `offset` on; correction = 1 - beta^t. */
export function adamwStep(buffers: AdamwBuffers, params: AdamwParams): void {
  const { gradient, norm_squared, parameter, first_moment, second_moment } = buffers;
  const { count, offset, norm_offset, learning_rate, beta1, beta2, epsilon, weight_decay } = params;
  const factor = clipFactor(norm_squared[norm_offset]!, params.clip);
  for (let i = offset; i < offset + count; i++) {
    const g = factor * gradient[i]!;
    const p = parameter[i]!;
    const m = beta1 * first_moment[i]! + (1 - beta1) * g;
    const v = beta2 * second_moment[i]! + (1 - beta2) * g * g;
    const update = m / params.correction1 / (Math.sqrt(v / params.correction2) + epsilon);
    first_moment[i] = m;
    second_moment[i] = v;
    parameter[i] = p - learning_rate * (update + weight_decay * p);
  }
}

interface SgdBuffers {
  readonly gradient: Float32Array;
  readonly norm_squared: Float32Array;
  readonly parameter: Float32Array;
  readonly velocity: Float32Array;
}

interface SgdParams {
  readonly count: number;
  readonly norm_offset: number;
  readonly learning_rate: number;
  readonly momentum: number;
  readonly weight_decay: number;
  readonly clip: number;
}

/** One SGD step with momentum, PyTorch's form without dampening, decoupled weight decay, on `count` values. */
export function sgdStep(buffers: SgdBuffers, params: SgdParams): void {
  const { gradient, norm_squared, parameter, velocity } = buffers;
  const { count, norm_offset, learning_rate, momentum, weight_decay, clip } = params;
  const factor = clipFactor(norm_squared[norm_offset]!, clip);
  for (let i = 0; i < count; i++) {
    const p = parameter[i]!;
    const v = momentum * velocity[i]! + factor * gradient[i]!;
    velocity[i] = v;
    parameter[i] = p - learning_rate * (v + weight_decay * p);
  }
}
