// The factors that LoRA and O-LoRA train: which matrices have them, how they start, and the part of a network that they are.

import type { ChoiceParam, NumberParam } from '../../core/params.ts';
import { Rng } from '../../core/rng.ts';
import {
  type ParameterLayout,
  type ParameterRange,
  copyVector,
  newVector,
} from '../../engine/flatVector.ts';
import {
  type LowRank,
  factorGradient,
  factorLayout,
  factorNames,
  mergeFactors,
} from '../../engine/lowRank.ts';
import type { FlatVector } from '../../engine/flatVector.ts';
import type { TrainableSet } from '../roles.ts';
import type { Partner, TrainableContext } from './trainable.ts';

const rank: NumberParam = {
  kind: 'number',
  label: 'rank',
  symbol: 'r',
  help: 'Directions in which each matrix may change.',
  default: 8,
  min: 1,
  max: 64,
  step: 1,
  scale: 'log',
  format: 'plain',
};

const alpha: NumberParam = {
  kind: 'number',
  label: 'scale',
  symbol: 'α',
  help: 'The product of the factors counts α/r. The factors want a learning rate of two to five times that of all weights.',
  default: 16,
  min: 1,
  max: 128,
  scale: 'log',
  format: 'plain',
};

const matrices: ChoiceParam<'all' | 'attention' | 'mlp'> = {
  kind: 'choice',
  label: 'matrices',
  help: 'Which matrices of every layer have factors. Embedding, output matrix and norms are frozen.',
  default: 'all',
  options: [
    { value: 'all', label: 'attention and MLP' },
    { value: 'attention', label: 'attention' },
    { value: 'mlp', label: 'MLP' },
  ],
};

export const factorParams = { rank, alpha, matrices } as const;

export interface FactorValues {
  readonly rank: number;
  readonly alpha: number;
  readonly matrices: 'all' | 'attention' | 'mlp';
}

const TARGETS = {
  all: /\.(qkv|attentionOutput|mlpUp|mlpDown)$/,
  attention: /\.(qkv|attentionOutput)$/,
  mlp: /\.(mlpUp|mlpDown)$/,
} as const;

/** The matrices that have factors. */
export function targetsOf(values: FactorValues, layout: ParameterLayout): ParameterRange[] {
  return layout.ranges.filter(({ name }) => TARGETS[values.matrices].test(name));
}

/** A normal with deviation 1/sqrt(in), B zero: the merged weights are the base's. */
function freshFactors(low: LowRank, seed: number, phase: number): Float32Array {
  const { layout } = low.factors;
  const values = new Float32Array(layout.length);
  for (const { name } of low.matrices) {
    const { a } = factorNames(name);
    const range = layout.ranges.find((r) => r.name === a)!;
    const rng = new Rng(seed).fork(`lora.${a}`, phase);
    const deviation = 1 / Math.sqrt(range.shape[1]!);
    for (let i = 0; i < range.size; i++) values[range.offset + i] = deviation * rng.normal();
  }
  return values;
}

export interface FactorPart extends LowRank {
  /** The weights that the product of the factors is added to. */
  readonly base: FlatVector;
  /** Takes the present weights as the base and starts with new factors. */
  renew(phase: number): void;
  readonly set: TrainableSet;
}

/** A part that trains factors and merges them into the weights after each step. */
export function factorPart(context: TrainableContext, values: FactorValues): FactorPart {
  const { device, owner, parameters, gradients, initial, seed } = context;
  const targets = targetsOf(values, parameters.layout);
  const layout = factorLayout(targets, values.rank);
  const vector = (role: string) => newVector(device, `${owner}.trainable.${role}`, layout);
  const base = newVector(device, `${owner}.trainable.base`, parameters.layout);
  const low: LowRank = {
    matrices: targets,
    rank: values.rank,
    scale: values.alpha / values.rank,
    factors: vector('factors'),
    factorGradients: vector('factorGradients'),
  };
  const renew = (phase: number) => device.write(low.factors.buffer, freshFactors(low, seed, phase));
  device.write(base.buffer, initial);
  renew(0);
  return {
    ...low,
    base,
    renew,
    set: {
      parameters: low.factors,
      gradients: low.factorGradients,
      held: { vectors: 1, elements: 2 * layout.length },
      recordGradient: (r) => factorGradient(r, low, gradients),
      recordWeights: (r) => mergeFactors(r, low, base, parameters),
      dispose: () =>
        [base, low.factors, low.factorGradients].forEach(({ buffer }) => buffer.destroy()),
    },
  };
}

/** Before a phase after the first: what the factors made of the weights becomes the base, and new factors start. */
export async function mergeAndRenew(
  part: FactorPart,
  phase: number,
  { verbs }: Parameters<NonNullable<TrainableSet['beginPhase']>>[1],
): Promise<void> {
  await verbs.run(verbs.record(`merge${phase}`, (r) => copyVector(r, verbs.parameters, part.base)));
  part.renew(phase);
}

/** Why factors cannot be trained beside this partner, for factors that are merged at each boundary; null if they can. */
export function factorsRefuse(partner: Partner): string | null {
  const { label, family, changesWeights, wholeMatrices } = partner;
  if (changesWeights === 'step')
    return `${label} changes weights within a phase, which the next merge of the factors undoes`;
  if (family === 'projection')
    return `${label} bends the gradient of the weights, and a step of the factors does not follow it`;
  return wholeMatrices ? `${label} works on whole matrices, not on their factors` : null;
}
