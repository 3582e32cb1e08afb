// What a set of trainable parameters is: its card, what it trains and holds, what it cannot be combined with, and a factory.

import type { Family } from '../../core/plugin.ts';
import type { CardInfo, Plugin } from '../../core/plugin.ts';
import type { ParamSpecs, Values } from '../../core/params.ts';
import type { ParameterLayout } from '../../engine/flatVector.ts';
import type { PartContext } from '../../engine/model/trainedPart.ts';
import type { TrainableSet } from '../roles.ts';

export interface TrainableContext extends PartContext {
  readonly seed: number;
  readonly phases: number;
}

/** What a set costs beside training everything. */
export interface TrainableCost {
  /** Whole-model vectors held. */
  readonly vectors: number;
  /** Single sequences that it passes forward and backward at all the boundaries together. */
  readonly boundarySequences: number;
}

/** What it trains of a model, and how much it holds for that beside whole-model vectors. */
export interface TrainableFacts {
  /** Numbers that the optimizer trains. */
  readonly trained: number;
  /** Further elements held on the device. */
  readonly elements: number;
}

/** Another part of a learner, as far as a set may be unable to work with it. */
export interface Partner {
  readonly label: string;
  readonly family: Family;
  /** When a method changes weights by itself, beside the optimizer. */
  readonly changesWeights: 'never' | 'boundary' | 'step';
  /** An optimizer that takes whole matrices. */
  readonly wholeMatrices: boolean;
}

export interface TrainablePlugin<S extends ParamSpecs = ParamSpecs> extends Plugin<
  TrainableSet,
  TrainableContext,
  S,
  CardInfo<S>
> {
  cost(values: Values<S>, phases: number): TrainableCost;
  facts(values: Values<S>, layout: ParameterLayout, phases: number): TrainableFacts;
  /** Why this model cannot be trained with these values; null if it can. */
  problem?(values: Values<S>, layout: ParameterLayout): string | null;
  /** Why a learner with this partner cannot train this set; null if it can. */
  refuses?(values: Values<S>, partner: Partner): string | null;
}
