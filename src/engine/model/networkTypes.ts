// What goes into a network and comes out of it.

import type { Device } from '../device.ts';
import type { ParameterLayout } from '../flatVector.ts';
import type { Optimizer, OptimizerContext } from '../optimizers/optimizer.ts';
import type { TokenWeighting } from './networkPrograms.ts';
import type { PartContext, TrainedPart } from './trainedPart.ts';
import type { Workspace } from './workspace.ts';

/** What the tokens that a model drew itself say of the pass that trains on them; means over these tokens. */
export interface SampledScalars {
  /** Probability that the training pass gives a token, over that with which the sampler drew it. */
  readonly probabilityRatio: number;
  /** Where a reference was compared: estimates of KL(model | reference), in nats per token (Schulman 2020). */
  readonly k1?: number;
  readonly k2?: number;
  readonly k3?: number;
}

/** A training step's scalars. */
export interface StepScalars extends Partial<SampledScalars> {
  /** Mean loss per unit of weight, in nats. */
  readonly loss: number;
  /** Global gradient norm before clipping. */
  readonly gradientNorm: number;
}

/** How squared gradients are taken and weighed. */
export interface SquaredGradientOptions {
  readonly samples: number;
  readonly seed: number;
  readonly factor: number;
}

export interface LossOptions {
  /** What the sum of losses is divided by; the sum of the batch's weights unless given. */
  readonly normaliser?: number;
  readonly slot?: number;
  readonly tokens?: TokenWeighting;
}

/** One sequence's result under teacher forcing. */
export interface SequenceScore {
  /** Every supervised position's arg-max is its target: greedy decoding would give exactly this answer. */
  readonly exact: boolean;
  /** Sum of weighted negative log-likelihoods over its supervised positions, in nats. */
  readonly loss: number;
}

export interface NetworkOptions {
  readonly owner: string;
  readonly device: Device;
  readonly workspace: Workspace;
  readonly layout: ParameterLayout;
  readonly initial: Float32Array;
  /** What of the model the optimizer trains; all of it unless given. */
  readonly createPart?: (context: PartContext) => TrainedPart;
  readonly createOptimizer: (context: OptimizerContext) => Optimizer;
}
