// What a method plug-in is: its card, its declared cost, and a factory.

import type { ParamSpecs, Values } from '../../core/params.ts';
import type { CardInfo, Plugin } from '../../core/plugin.ts';
import type { ParameterLayout } from '../../engine/flatVector.ts';
import type { Method, MethodContext } from '../roles.ts';
import type { MethodCost } from '../methodCost.ts';
import type { MergeRule } from '../parts/merging.ts';

/** What the declared cost may depend on. */
export interface CostContext {
  readonly batchSize: number;
  /** Sequences that the objective trains on for each example of the stream. */
  readonly rows: number;
  /** Distinct tasks of the stream. */
  readonly tasks: number;
  readonly phases: number;
  /** Size of the projections onto the inputs of all weight matrices, in vectors as long as the model. */
  readonly projections: number;
}

export interface MethodPlugin<S extends ParamSpecs = ParamSpecs> extends Plugin<
  Method,
  MethodContext,
  S,
  CardInfo<S>
> {
  /** Its `rehearse` decides the whole batch; a stack has room for one such method. */
  readonly choosesBatch?: true;
  /** It takes nothing from the stream, so an objective that answers the stream's prompts would do nothing beside it. */
  readonly ignoresStream?: true;
  /** It learns by storing and not by weights, so it works on a model that is not trained as well. */
  readonly remembers?: true;
  /** It changes how given answers are scored, not how answers are sampled: of no use where evaluation samples. */
  readonly scoresGivenAnswers?: true;
  /** It learns each phase from the base's own weights: at its knob's lowest it is the base, not plain fine-tuning. */
  readonly learnsApart?: true;
  /** How it makes the evaluated weights of the base and of those that each phase ended with; the coefficient is its main knob. */
  merge?(values: Values<S>): MergeRule;
  /** When it changes weights by itself, beside the optimizer; never, where left out. */
  changesWeights?(values: Values<S>): 'never' | 'boundary' | 'step';
  cost(values: Values<S>, context: CostContext): MethodCost;
  /** What it would have to hold for a model of this layout and cannot; null where it fits. */
  problem?(values: Values<S>, layout: ParameterLayout, phases: number): string | null;
  /** Batches that it hands to the device within a step; 1 unless given. */
  slots?(values: Values<S>, context: CostContext): number;
}
