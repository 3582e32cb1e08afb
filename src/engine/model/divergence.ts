// Holds one network near a reference: the divergence between the two at every supervised position of a batch, and its
// gradient, added to the network's. The reference is another whole-model vector, run by the same programs.

import type { Batch } from '../batch.ts';
import type { DeviceBuffer, Invocation } from '../device.ts';
import type { FlatVector } from '../flatVector.ts';
import { klDivergence } from '../ops/klDivergence.ts';
import { type Recorder, dynamic } from '../recorder.ts';
import type { Network } from './network.ts';
import { passOf, recordBackwardInto } from './networkPrograms.ts';
import { ProgramCache } from './programCache.ts';
import { recordForward } from './transformer.ts';

export interface DivergenceOptions {
  /** The batch slot of the workspace that is the caller's own within a step. */
  readonly slot: number;
  /** Multiplies the divergence of every position: strength / number of positions for a mean. */
  readonly scale: number;
  /** true: KL(model | reference); false: KL(reference | model). */
  readonly reverse: boolean;
  /** Of both distributions. */
  readonly temperature: number;
}

export class ReferenceDivergence {
  private readonly network: Network;
  private readonly reference: FlatVector;
  /** The reference's logits of a batch; the workspace's hold the network's by the time they are compared. */
  private readonly referenceLogits: DeviceBuffer;
  private readonly programs: ProgramCache;

  constructor(owner: string, network: Network, reference: FlatVector) {
    const { maxRows, shape } = network.workspace;
    this.network = network;
    this.reference = reference;
    const bytes = 4 * maxRows * shape.vocabulary;
    this.referenceLogits = network.device.buffer(`${owner}.referenceLogits`, bytes);
    this.programs = new ProgramCache(network.device, owner);
  }

  /** Adds the gradient of the weighted divergence on this batch to the network's gradients; not reported as loss. */
  addTo(batch: Batch, { slot, scale, reverse, temperature }: DivergenceOptions): Invocation {
    this.network.upload(batch, slot);
    const program = this.programs.get(`${batch.rows}x${batch.length}.slot${slot}`, (recorder) =>
      this.record(recorder, batch, slot),
    );
    return { program, values: { scale, reverse: reverse ? 1 : 0, temperature } };
  }

  /**
   * After `addTo` with the batch that the step trains on: estimates of KL(model | reference) at temperature 1 from the tokens
   * drawn for it. Values to look at, and no losses: over draws from the model, the gradient of k1 is 0 and that of k3 is
   * KL(reference | model)'s; what is trained on is the divergence over the whole vocabulary.
   */
  estimate(batch: Batch, step: number): Invocation[] {
    return this.network.sampledTokens.compareReference(batch, this.referenceLogits, step);
  }

  /** The network's own pass comes last, since backward needs its activations. */
  private record(recorder: Recorder, batch: Batch, slot: number): void {
    const { network, referenceLogits } = this;
    const pass = passOf(network, recorder, batch, slot);
    const { workspace } = pass;
    const rows = batch.rows * batch.length;
    const width = workspace.shape.vocabulary;
    recordForward({ ...pass, parameters: this.reference.buffer });
    recorder.copy(workspace.logits, 0, referenceLogits, 0, 4 * rows * width);
    recordForward(pass);
    klDivergence(
      pass.context,
      { buffer: workspace.logits, rows, width },
      { referenceLogits, weights: workspace.batch.weights, losses: workspace.losses },
      {
        batchOffset: slot * workspace.maxRows,
        scale: dynamic('scale'),
        temperature: dynamic('temperature'),
        reverse: dynamic('reverse'),
      },
      { buffer: workspace.gradients.logits, rows, width },
    );
    recordBackwardInto(network, pass, network.gradients);
  }

  dispose(): void {
    this.programs.dispose();
    this.referenceLogits.destroy();
  }
}
