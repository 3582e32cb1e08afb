// Holds a network's logits near those of the better of two others, token by token: the one that thinks the target likelier.

import type { Batch } from '../batch.ts';
import type { DeviceBuffer, Invocation } from '../device.ts';
import type { FlatVector } from '../flatVector.ts';
import { likelierLogits, logitError } from '../ops/logits.ts';
import { type Recorder, dynamic } from '../recorder.ts';
import type { Network } from './network.ts';
import { passOf, recordBackwardInto } from './networkPrograms.ts';
import { ProgramCache } from './programCache.ts';
import { type Pass, recordForward } from './transformer.ts';

export class Consistency {
  private readonly network: Network;
  private readonly models: readonly [FlatVector, FlatVector];
  /** The first model's logits, then the better ones: rows x vocabulary. */
  private readonly chosen: DeviceBuffer;
  private readonly programs: ProgramCache;

  /** `models`: their weights, whatever they are at the time; the first is taken where both are alike. */
  constructor(owner: string, network: Network, models: readonly [FlatVector, FlatVector]) {
    const { maxRows, shape } = network.workspace;
    this.network = network;
    this.models = models;
    this.chosen = network.device.buffer(`${owner}.chosen`, 4 * maxRows * shape.vocabulary);
    this.programs = new ProgramCache(network.device, owner);
  }

  /** Adds the gradient of `scale` times the weighted mean squared error of every row; not reported as loss. */
  addTo(
    batch: Batch,
    { slot, scale }: { readonly slot: number; readonly scale: number },
  ): Invocation {
    this.network.upload(batch, slot);
    const key = `${batch.rows}x${batch.length}.slot${slot}`;
    const program = this.programs.get(key, (recorder) =>
      this.record(recorder, passOf(this.network, recorder, batch, slot)),
    );
    return { program, values: { scale } };
  }

  /** The network's own pass comes last, since backward needs its activations. */
  private record(recorder: Recorder, pass: Pass): void {
    const { network, chosen } = this;
    const { context, workspace, sequences, slot } = pass;
    const width = workspace.shape.vocabulary;
    const rows = sequences.count * sequences.length;
    const { targets, weights } = workspace.batch;
    const offset = slot * workspace.maxRows;
    const [first, second] = this.models;
    recordForward({ ...pass, parameters: first.buffer });
    recorder.copy(workspace.logits, 0, chosen, 0, 4 * rows * width);
    recordForward({ ...pass, parameters: second.buffer });
    const better = { buffer: chosen, rows, width };
    likelierLogits(context, better, workspace.logits, { targets, weights }, offset);
    recordForward(pass);
    logitError(
      context,
      { buffer: workspace.logits, rows, width },
      { storedLogits: chosen, weights, losses: workspace.losses },
      offset,
      dynamic('scale'),
      { buffer: workspace.gradients.logits, rows, width },
    );
    recordBackwardInto(network, pass, network.gradients);
  }

  dispose(): void {
    this.programs.dispose();
    this.chosen.destroy();
  }
}
