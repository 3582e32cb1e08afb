// What an objective plug-in is: its card, its declared cost, and a factory.

import type { Reward } from '../example.ts';
import type { ParamSpecs, Values } from '../../core/params.ts';
import type { CardInfo, Plugin } from '../../core/plugin.ts';
import type { FlatVector } from '../../engine/flatVector.ts';
import type { AnswerSampler } from '../answerSampler.ts';
import type { Objective } from '../roles.ts';
import type { MethodCost } from '../methodCost.ts';
import type { ModelVerbs } from '../modelVerbs.ts';

/** What an objective is told about the run. */
export interface ObjectiveContext {
  readonly verbs: ModelVerbs;
  readonly seed: number;
  /** Answers of the model at these weights: the learner's own, or a vector of the objective's. */
  readonly samplerOf: (parameters: FlatVector) => AnswerSampler;
  /** The verifier of a task of the stream. */
  readonly rewardOf: (taskId: string) => Reward;
}

export interface ObjectivePlugin<S extends ParamSpecs = ParamSpecs> extends Plugin<
  Objective,
  ObjectiveContext,
  S,
  CardInfo<S>
> {
  /** False: the weights never change, and no step is run. */
  readonly trains: boolean;
  /** It learns from sampled answers, so every task of the stream needs a verifier. */
  readonly samplesAnswers?: true;
  /** Its batch cannot be mixed with other examples; a method that decides the batch is refused beside it. */
  readonly choosesBatch?: true;
  /** Batches that it hands to the device within a step; 1 unless given. */
  readonly slots?: number;
  /** Sequences that it trains on for each example of the stream. */
  rows(values: Values<S>): number;
  cost(values: Values<S>): MethodCost;
}

/** The cost of one forward-backward pass on the stream's batch and nothing else. */
export const PLAIN_COST: MethodCost = {
  vectors: 0,
  passes: 0,
  boundarySequences: 0,
  storedExamples: 0,
};

/** A sampled answer costs one forward pass, position by position: a third of forward and backward. */
export const SAMPLED_SEQUENCE = 1 / 3;
