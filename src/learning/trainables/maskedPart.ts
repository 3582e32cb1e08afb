// The whole model under a mask: what is not trained has no part in the gradient (nor in its norm, by which it is clipped),
// and is put back bit for bit after every change. Masking the gradient alone would not do: weight decay and the moments that
// Adam kept from before would go on moving the weight.

import { type FlatVector, maskVector, newVector, restoreVector } from '../../engine/flatVector.ts';
import type { PartContext } from '../../engine/model/trainedPart.ts';
import type { Recorder } from '../../engine/recorder.ts';
import type { TrainableSet } from '../roles.ts';

export interface MaskedPart {
  readonly set: TrainableSet;
  /** 1 where a weight is trained, 0 elsewhere. */
  readonly mask: FlatVector;
  /** The weights as they are held where the mask is 0. */
  readonly held: FlatVector;
}

/** A part that trains where `trained` is 1; the rest stays at the starting weights. */
export function maskedPart(context: PartContext, trained: Float32Array): MaskedPart {
  const { device, owner, parameters, gradients, initial } = context;
  const mask = newVector(device, `${owner}.trainable.mask`, parameters.layout);
  const held = newVector(device, `${owner}.trainable.held`, parameters.layout);
  device.write(mask.buffer, trained);
  device.write(held.buffer, initial);
  const restore = (r: Recorder) => restoreVector(r, mask, held, parameters);
  return {
    mask,
    held,
    set: {
      parameters,
      gradients,
      held: { vectors: 2, elements: 0 },
      maskGradient: (r, gradient) => maskVector(r, mask, gradient),
      recordGradient: (r) => maskVector(r, mask, gradients),
      recordWeights: restore,
      recordGuard: restore,
      dispose: () => [mask, held].forEach((vector) => vector.buffer.destroy()),
    },
  };
}
