// Scalars of recent steps stay on the GPU, in a ring, until they are read together: where each of them stands in it.

/** Steps whose scalars the ring holds. */
export const RING_STEPS = 64;

/** Behind the loss and the squared gradient norm of every step: where the loss of a pass goes that is not reported. */
export const UNREPORTED = 2 * RING_STEPS;
/** First of the figures of sampled tokens. */
const SAMPLED = UNREPORTED + 2;
/** Of every step: the ratio, k1, k2 and k3 (log_ratio_figures.wgsl). */
const SAMPLED_FIGURES = 4;

export const RING_BYTES = 4 * (SAMPLED + SAMPLED_FIGURES * RING_STEPS);

/** Element of the loss of this step's batch. */
export const lossAt = (step: number): number => 2 * (step % RING_STEPS);
/** Element of the squared gradient norm of this step. */
export const normAt = (step: number): number => lossAt(step) + 1;
/** Element of this figure of this step's sampled tokens. */
export const sampledAt = (step: number, figure: number): number =>
  SAMPLED + SAMPLED_FIGURES * (step % RING_STEPS) + figure;
