// kNN-LM (Khandelwal et al. 2020, arXiv 1911.00172): a store of hidden states, each with the token that came next, and the
// mixture of what the nearest of them say with what the model says. The state is the last layer's MLP input after its norm.

import type { Batch } from '../batch.ts';
import type { DeviceBuffer, Invocation } from '../device.ts';
import { append_keys, mix_neighbours, nearest_keys } from '../kernels/memory.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import { dynamic } from '../recorder.ts';
import { MOST_NEIGHBOURS } from '../reference/memory.ts';
import type { Network } from './network.ts';
import { type LogitChange, passOf } from './networkPrograms.ts';
import { ProgramCache } from './programCache.ts';
import { type Pass, recordForward } from './transformer.ts';

export interface NeighbourOptions {
  /** States that it may hold. */
  readonly capacity: number;
  /** Neighbours that are asked, at most 16. */
  readonly neighbours: number;
  /** Weight of what they say, 0 to 1. */
  readonly share: number;
  /** Of the softmax over their distances, in units of their mean distance. */
  readonly temperature: number;
}

export class NeighbourMemory implements LogitChange {
  readonly name: string;
  /** States held. */
  count = 0;
  private readonly network: Network;
  private readonly options: NeighbourOptions;
  private readonly buffers: Readonly<
    Record<'keys' | 'tokens' | 'positions' | 'nearest' | 'distances', DeviceBuffer>
  >;
  private readonly programs: ProgramCache;

  constructor(name: string, network: Network, options: NeighbourOptions) {
    const { device, workspace } = network;
    const { maxRows, shape } = workspace;
    const make = (role: string, elements: number) => device.buffer(`${name}.${role}`, 4 * elements);
    this.name = name;
    this.network = network;
    this.options = options;
    this.programs = new ProgramCache(device, name);
    this.buffers = {
      keys: make('keys', options.capacity * shape.width),
      tokens: make('tokens', options.capacity),
      positions: make('positions', maxRows),
      nearest: make('nearest', maxRows * MOST_NEIGHBOURS),
      distances: make('distances', maxRows * MOST_NEIGHBOURS),
    };
  }

  /**
   * Stores the state at every supervised position of the batch under the present weights, with its target, as far as there
   * is room. Between steps only, in slot 0; one forward pass.
   */
  append(batch: Batch): Invocation {
    const { network, buffers, options } = this;
    const supervised = [...batch.weights.keys()].filter((i) => batch.weights[i] !== 0);
    const positions = supervised.slice(0, options.capacity - this.count);
    const first = this.count;
    network.upload(batch, 0);
    network.device.write(buffers.positions, Uint32Array.from(positions));
    const tokens = Uint32Array.from(positions, (i) => batch.targets[i]!);
    if (tokens.length > 0) network.device.write(buffers.tokens, tokens, 4 * first);
    this.count += positions.length;
    const program = this.programs.get(`append.${batch.rows}x${batch.length}`, (recorder) =>
      this.recordAppend(passOf(network, recorder, batch, 0)),
    );
    return { program, values: { count: positions.length, first } };
  }

  private recordAppend(pass: Pass): void {
    const { keys, positions } = this.buffers;
    const { width } = pass.workspace.shape;
    const most = pass.sequences.count * pass.sequences.length;
    recordForward(pass);
    pass.context.recorder.dispatch(
      append_keys,
      { hidden: pass.workspace.layers.at(-1)!.mlpNormed, positions, keys },
      { count: dynamic('count'), width, first: dynamic('first') },
      threadGrid((most * width) / 4),
    );
  }

  /** After a forward pass: mixes the neighbours into the logits of its supervised positions. Dynamic param: neighbours. */
  record({ context, workspace, sequences, slot }: Pass): void {
    const { keys, tokens, nearest, distances } = this.buffers;
    const { neighbours: wanted, share, temperature, capacity } = this.options;
    const { width, vocabulary } = workspace.shape;
    const { weights } = workspace.batch;
    const rows = sequences.count * sequences.length;
    const batch_offset = slot * workspace.maxRows;
    context.recorder.dispatch(
      nearest_keys,
      { hidden: workspace.layers.at(-1)!.mlpNormed, weights, keys, nearest, distances },
      { rows, width, batch_offset, count: dynamic('neighbours'), wanted },
      threadGrid(rows),
      3 * rows * capacity * width,
    );
    context.recorder.dispatch(
      mix_neighbours,
      { weights, nearest, distances, tokens, logits: workspace.logits },
      { rows, vocabulary, batch_offset, wanted, share, temperature },
      threadGrid(rows),
      40 * rows * vocabulary,
    );
  }

  values(): Readonly<Record<string, number>> {
    return { neighbours: this.count };
  }

  dispose(): void {
    this.programs.dispose();
    for (const buffer of Object.values(this.buffers)) buffer.destroy();
  }
}
