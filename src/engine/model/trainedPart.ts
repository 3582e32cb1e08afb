// Which numbers of a network its optimizer trains. The whole model, by default; or the whole model under a mask; or numbers
// of their own from which the weights are made. Losses and methods see whole-model weights and gradients in every case.

import type { Device } from '../device.ts';
import type { FlatVector } from '../flatVector.ts';
import type { Recorder } from '../recorder.ts';

export interface PartContext {
  readonly device: Device;
  /** Prefix of the labels of its buffers: the learner's id. */
  readonly owner: string;
  /** The network's weights and their gradient. */
  readonly parameters: FlatVector;
  readonly gradients: FlatVector;
  /** The starting weights. */
  readonly initial: Float32Array;
}

export interface TrainedPart {
  /** What the optimizer changes, and its gradient. */
  readonly parameters: FlatVector;
  readonly gradients: FlatVector;
  /** Recorded after each gradient of a loss: takes out of a whole-model gradient what is not trained. */
  maskGradient?(recorder: Recorder, gradient: FlatVector): void;
  /** Recorded before the optimizer: the gradient of the weights -> the gradient of what is trained. */
  recordGradient(recorder: Recorder): void;
  /** Recorded after the optimizer: what is trained -> the weights. */
  recordWeights(recorder: Recorder): void;
  /** Values of the dynamic params of what it records, for the next step. */
  values?(): Readonly<Record<string, number>>;
  dispose(): void;
}

/** Every weight is trained. */
export function wholeModel({ parameters, gradients }: PartContext): TrainedPart {
  return {
    parameters,
    gradients,
    recordGradient: () => undefined,
    recordWeights: () => undefined,
    dispose: () => undefined,
  };
}
