// One learner's model: its own flat vectors over a shared workspace, and the verbs by which it is trained and evaluated.
// All programs are recorded once per batch shape; a training step allocates nothing and reads nothing back.

import { type Batch, weightSum } from '../batch.ts';
import type { Device, DeviceBuffer, Invocation, Program } from '../device.ts';
import { type FlatVector, dotScratchLength, newVector } from '../flatVector.ts';
import { sortRowsByToken } from '../ops/embedding.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import {
  type LogitChange,
  type NetworkBuffers,
  passOf,
  readScores,
  recordLossAndBackward,
  recordScores,
  recordSquaredGradients,
  recordUpdate,
} from './networkPrograms.ts';
import type {
  LossOptions,
  NetworkOptions,
  SequenceScore,
  SquaredGradientOptions,
  StepScalars,
} from './networkTypes.ts';
import { ProgramCache } from './programCache.ts';
import { SampledTokens } from './sampledTokens.ts';
import { lossAt, normAt, RING_BYTES, UNREPORTED } from './scalarRing.ts';
import { type ProbeFigures, type ProbeSample, recordProbe, startProbe } from './probe.ts';
import { gradientSplits } from './splits.ts';
import { type TrainedPart, wholeModel } from './trainedPart.ts';
import { type Pass, recordForward } from './transformer.ts';
import type { Workspace } from './workspace.ts';

export class Network implements NetworkBuffers {
  readonly device: Device;
  readonly workspace: Workspace;
  readonly parameters: FlatVector;
  readonly gradients: FlatVector;
  readonly ring: DeviceBuffer;
  readonly dotScratch: DeviceBuffer;
  readonly partials: DeviceBuffer;
  readonly splits: number;
  readonly part: TrainedPart;
  readonly optimizer: Optimizer;
  private readonly owner: string;
  private readonly programs: ProgramCache;
  /** Vectors of callers that programs of this network write to; their index is part of a program's key. */
  private readonly targets: FlatVector[] = [];
  private readonly beginProgram: Program;
  private readonly updateProgram: Program;
  private measuresOfSampled: SampledTokens | null = null;

  constructor(options: NetworkOptions) {
    const { owner, device, workspace, layout, initial, createOptimizer } = options;
    const { createPart = wholeModel } = options;
    this.owner = owner;
    this.device = device;
    this.workspace = workspace;
    this.parameters = newVector(device, `${owner}.parameters`, layout);
    this.gradients = newVector(device, `${owner}.gradients`, layout);
    device.write(this.parameters.buffer, initial);
    this.ring = device.buffer(`${owner}.ring`, RING_BYTES);
    this.part = createPart({
      device,
      owner,
      parameters: this.parameters,
      gradients: this.gradients,
      initial,
    });
    const scratch = [layout, this.part.parameters.layout].map((l) => dotScratchLength(device, l));
    this.dotScratch = device.buffer(`${owner}.dotScratch`, 4 * Math.max(...scratch));
    this.splits = gradientSplits(device.adapter.variant, layout.length);
    this.partials =
      this.splits === 1
        ? this.gradients.buffer
        : device.buffer(`${owner}.gradientPartials`, 4 * this.splits * layout.length);
    this.optimizer = createOptimizer({
      device,
      owner,
      parameters: this.part.parameters,
      gradients: this.part.gradients,
      normSquared: this.ring,
    });
    this.programs = new ProgramCache(device, owner);
    this.beginProgram = this.programs.get('begin', (r) => r.clear(this.gradients.buffer));
    this.updateProgram = this.programs.get('update', (r) => recordUpdate(this, r, this.optimizer));
  }

  private cached(kind: string, batch: Batch, slot: number, body: (pass: Pass) => void): Program {
    const key = `${kind}.${batch.rows}x${batch.length}.slot${slot}`;
    return this.programs.get(key, (recorder) => body(passOf(this, recorder, batch, slot)));
  }

  private targetKey(target: FlatVector): number {
    if (!this.targets.includes(target)) this.targets.push(target);
    return this.targets.indexOf(target);
  }

  /** Hands a batch to the device, into one of the workspace's slots. */
  upload(batch: Batch, slot: number): void {
    const { device, workspace } = this;
    const { tokens, targets, weights, tokenStarts, tokenRows } = workspace.batch;
    const offset = 4 * slot * workspace.maxRows;
    const sorted = sortRowsByToken(batch.tokens, workspace.shape.vocabulary);
    device.write(tokens, batch.tokens, offset);
    device.write(targets, batch.targets, offset);
    device.write(weights, batch.weights, offset);
    device.write(tokenStarts, sorted.starts, 4 * slot * (workspace.shape.vocabulary + 1));
    device.write(tokenRows, sorted.rows, offset);
  }

  /** Clears the gradients: the first invocation of a step. */
  begin(): Invocation {
    return { program: this.beginProgram };
  }

  /**
   * Adds the gradient of the batch's loss to the gradients. All backward passes of one step divide by the same
   * `normaliser` M, the sum of the weights of their union, and each takes a slot of its own.
   */
  lossAndBackward(
    batch: Batch,
    step: number,
    { normaliser = weightSum(batch), slot = 0, tokens = 'plain' }: LossOptions = {},
  ): Invocation {
    this.upload(batch, slot);
    const program = this.cached(`lossAndBackward.${tokens}`, batch, slot, (pass) =>
      recordLossAndBackward(this, pass, this.gradients, tokens),
    );
    const values = {
      scale: normaliser > 0 ? 1 / normaliser : 0,
      loss_offset: lossAt(step),
      accumulate_loss: slot === 0 ? 0 : 1,
    };
    return { program, values };
  }

  /** Adds `strength` times the gradient of the batch's mean loss to a vector of the caller; the loss is not reported. */
  gradientInto(target: FlatVector, batch: Batch, slot: number, strength = 1): Invocation {
    this.upload(batch, slot);
    const program = this.cached(`gradientInto.${this.targetKey(target)}`, batch, slot, (pass) =>
      recordLossAndBackward(this, pass, target),
    );
    const sum = weightSum(batch);
    const values = {
      scale: sum > 0 ? strength / sum : 0,
      loss_offset: UNREPORTED,
      accumulate_loss: 0,
    };
    return { program, values };
  }

  /**
   * Adds `factor` times the squared gradient of the batch's summed loss to `total`, once for each of `samples` draws of
   * the labels from the model, or once for the batch's own labels where `samples` is 0. With one sequence in the batch:
   * an estimate of its Fisher information. Overwrites the gradients; not to be used within a step.
   */
  squaredGradients(
    total: FlatVector,
    batch: Batch,
    { samples, seed, factor }: SquaredGradientOptions,
  ): Invocation {
    this.upload(batch, 0);
    const kind = `squaredGradients.${this.targetKey(total)}.${samples}`;
    const program = this.cached(kind, batch, 0, (pass) =>
      recordSquaredGradients(this, pass, total, samples),
    );
    return { program, values: { scale: 1, factor, seed } };
  }

  /** Measures of tokens that the model drew itself; its buffers are made when it is first asked for. */
  get sampledTokens(): SampledTokens {
    return (this.measuresOfSampled ??= new SampledTokens(`${this.owner}.sampledTokens`, this));
  }

  /** Gradient norm, clipping and the optimizer's step: the last invocation of a plain step. */
  update(step: number, learningRate: number): Invocation {
    return {
      program: this.updateProgram,
      values: {
        ...this.part.values?.(),
        ...this.optimizer.values(learningRate),
        norm_offset: normAt(step),
      },
    };
  }

  /** One step of plain training on one batch. Resolves to false if `stop` cut it short. */
  trainStep(
    batch: Batch,
    step: number,
    learningRate: number,
    stop?: () => boolean,
  ): Promise<boolean> {
    const invocations = [
      this.begin(),
      this.lossAndBackward(batch, step),
      this.update(step, learningRate),
    ];
    return this.device.submit(invocations, stop);
  }

  /** Scalars of steps `first` to `last` inclusive, at most RING_STEPS of them; one readback. */
  async scalars(first: number, last: number): Promise<StepScalars[]> {
    const [bytes] = await this.device.read([{ buffer: this.ring }]);
    const ring = new Float32Array(bytes!);
    return Array.from({ length: last - first + 1 }, (_, i) => {
      const step = first + i;
      return {
        loss: ring[lossAt(step)]!,
        gradientNorm: Math.sqrt(ring[normAt(step)]!),
        ...this.measuresOfSampled?.figures(step, ring),
      };
    });
  }

  /** Scores every sequence of every batch by one forward pass each, with its logits changed. Null if `stop` cut it short. */
  async evaluate(
    batches: readonly Batch[],
    stop?: () => boolean,
    change?: LogitChange,
  ): Promise<SequenceScore[][] | null> {
    const reads: Promise<ArrayBuffer[]>[] = [];
    for (const batch of batches) {
      this.upload(batch, 0);
      const kind = change ? `evaluate.${change.name}` : 'evaluate';
      const program = this.cached(kind, batch, 0, (pass) => recordScores(this, pass, change));
      const values = { scale: 1, ...change?.values() };
      const finished = await this.device.submit([{ program, values }], stop);
      if (!finished) {
        await Promise.all(reads);
        return null;
      }
      reads.push(this.device.read([{ buffer: this.workspace.scores, bytes: 8 * batch.rows }]));
    }
    const results = await Promise.all(reads);
    return results.map(([bytes]) => readScores(bytes!));
  }

  /** Logits of a batch, `rows * length * vocabulary`. */
  async logits(batch: Batch): Promise<Float32Array> {
    this.upload(batch, 0);
    const program = this.cached('logits', batch, 0, recordForward);
    await this.device.submit([{ program }]);
    const bytes = 4 * batch.rows * batch.length * this.workspace.shape.vocabulary;
    const [read] = await this.device.read([{ buffer: this.workspace.logits, bytes }]);
    return new Float32Array(read!);
  }

  /** What the units and the final states are on a sample, by one forward pass. Null if `stop` cut it short. */
  async probe(sample: ProbeSample, stop?: () => boolean): Promise<ProbeFigures | null> {
    const finish = startProbe(this.workspace, this.device, sample);
    this.upload(sample.batch, 0);
    const count = sample.positions.length;
    const program = this.cached(`probe.${count}`, sample.batch, 0, (p) => recordProbe(p, count));
    return (await this.device.submit([{ program }], stop)) ? finish() : null;
  }

  /** A copy of a flat vector's elements. */
  async snapshot(vector: FlatVector = this.parameters): Promise<Float32Array> {
    const [bytes] = await this.device.read([
      { buffer: vector.buffer, bytes: 4 * vector.layout.length },
    ]);
    return new Float32Array(bytes!);
  }

  dispose(): void {
    this.programs.dispose();
    this.optimizer.dispose();
    this.part.dispose();
    this.measuresOfSampled?.dispose();
    for (const buffer of [
      this.parameters.buffer,
      this.gradients.buffer,
      this.ring,
      this.dotScratch,
    ])
      buffer.destroy();
    if (this.splits > 1) this.partials.destroy();
  }
}
