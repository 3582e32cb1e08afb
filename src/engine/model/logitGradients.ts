// Gradients of functions of the logits other than a loss, for what methods measure at boundaries: how far the output moves
// with each weight (MAS), and the direction in which one answer's logit moves (OGD). Overwrites the network's gradients, so
// not to be used within a step.

import { type Batch } from '../batch.ts';
import type { DeviceBuffer, Invocation, Program } from '../device.ts';
import { type FlatVector, addAbsolute } from '../flatVector.ts';
import { centred_squares, target_logit } from '../kernels/logitFunctions.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import { type Recorder, dynamic } from '../recorder.ts';
import type { Network } from './network.ts';
import { passOf, recordBackwardInto } from './networkPrograms.ts';
import { ProgramCache } from './programCache.ts';
import { type Pass, recordForward } from './transformer.ts';

type LogitFunction = 'centredSquares' | 'targetLogit';

/** Logits in the workspace -> weighted sum over rows of a function of them, as the gradient of the logits. */
function recordSeed(pass: Pass, of: LogitFunction): void {
  const { workspace, slot, sequences } = pass;
  const { recorder } = pass.context;
  const rows = sequences.count * sequences.length;
  const { vocabulary } = workspace.shape;
  const { targets, weights } = workspace.batch;
  const buffers = {
    logits: workspace.logits,
    weights,
    grad_logits: workspace.gradients.logits,
    losses: workspace.losses,
  };
  const params = { rows, vocabulary, batch_offset: slot * workspace.maxRows, scale: 1 };
  const [grid, flops] = [threadGrid(rows), 4 * rows * vocabulary];
  if (of === 'centredSquares') recorder.dispatch(centred_squares, buffers, params, grid, flops);
  else recorder.dispatch(target_logit, { ...buffers, targets }, params, grid, flops);
}

export class LogitGradients {
  private readonly network: Network;
  private readonly programs: ProgramCache;
  /** Vectors of callers that programs add to; their index is part of a program's key. */
  private readonly totals: DeviceBuffer[] = [];

  constructor(owner: string, network: Network) {
    this.network = network;
    this.programs = new ProgramCache(network.device, owner);
  }

  /** total <- total + factor * |gradient of the weighted sum over positions of |centred logits|^2| */
  addSensitivity(total: FlatVector, batch: Batch, factor: number): Invocation {
    if (!this.totals.includes(total.buffer)) this.totals.push(total.buffer);
    const kind = `sensitivity.${this.totals.indexOf(total.buffer)}`;
    const program = this.program(kind, batch, 'centredSquares', (recorder) =>
      addAbsolute(recorder, this.network.gradients, total, dynamic('factor')),
    );
    return { program, values: { factor } };
  }

  /** The network's gradients <- gradient of the weighted sum over positions of the target's logit. */
  ofTargetLogits(batch: Batch): Invocation {
    return { program: this.program('target', batch, 'targetLogit', () => undefined) };
  }

  private program(
    kind: string,
    batch: Batch,
    of: LogitFunction,
    after: (recorder: Recorder) => void,
  ): Program {
    const { network } = this;
    network.upload(batch, 0);
    return this.programs.get(`${kind}.${batch.rows}x${batch.length}`, (recorder) => {
      const pass = passOf(network, recorder, batch, 0);
      recorder.clear(network.gradients.buffer);
      recordForward(pass);
      recordSeed(pass, of);
      recordBackwardInto(network, pass, network.gradients);
      after(recorder);
    });
  }

  dispose(): void {
    this.programs.dispose();
  }
}
