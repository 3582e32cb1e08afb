// What an optimizer is: slots beside the parameters, a recorded update, and the numbers that change from step to step.

import type { CardInfo, Plugin } from '../../core/plugin.ts';
import type { ParamSpecs } from '../../core/params.ts';
import type { Device, DeviceBuffer } from '../device.ts';
import type { FlatVector } from '../flatVector.ts';
import type { Recorder } from '../recorder.ts';

export interface OptimizerContext {
  readonly device: Device;
  /** Prefix of the labels of its buffers: the learner's id. */
  readonly owner: string;
  readonly parameters: FlatVector;
  readonly gradients: FlatVector;
  /** Holds the squared global gradient norm of the present step, at the element given as dynamic param `norm_offset`. */
  readonly normSquared: DeviceBuffer;
}

export interface Optimizer {
  /** Its slots: AdamW has two, SGD with momentum one. */
  readonly slots: readonly FlatVector[];
  readonly learningRate: number;
  /** Records parameters <- update(parameters, gradients). Dynamic params: those of `values` and `norm_offset`. */
  record(recorder: Recorder): void;
  /** Values of the dynamic params for the next step, whose learning rate is given; advances the step count. */
  values(learningRate: number): Readonly<Record<string, number>>;
  /** Forgets all state, as at the start. */
  reset(): void;
  dispose(): void;
}

export interface OptimizerPlugin<S extends ParamSpecs = ParamSpecs> extends Plugin<
  Optimizer,
  OptimizerContext,
  S,
  CardInfo<S>
> {
  /** Its step is for whole matrices of a model. */
  readonly wholeMatrices?: true;
}
