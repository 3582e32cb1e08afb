// Learning from a teacher that sees another context: the teacher, a whole-model vector run by the same programs, reads its
// own prompt before the same answer, and its distribution at every answer position is lined up with the student's. The
// gradient goes through the student only.

import { type Batch, weightSum } from '../batch.ts';
import type { DeviceBuffer, Invocation } from '../device.ts';
import { type FlatVector, sumInto } from '../flatVector.ts';
import { klDivergence } from '../ops/klDivergence.ts';
import { moveRows } from '../ops/logits.ts';
import { type Recorder, dynamic } from '../recorder.ts';
import type { Network } from './network.ts';
import { passOf, recordBackwardInto, recordLoss } from './networkPrograms.ts';
import { ProgramCache } from './programCache.ts';
import { lossAt } from './scalarRing.ts';
import { recordForward } from './transformer.ts';

/** A batch of which some positions are taught by the teacher, and the others by their targets. */
export interface TaughtBatch {
  /** Weights are 0 where the teacher teaches. */
  readonly student: Batch;
  /** Weight of the divergence of each of the student's positions; 0 where the targets teach. */
  readonly taught: Float32Array;
  readonly teacher: Batch;
  /** Pairs of positions, the teacher's and the student's, at which both predict the same token of an answer. */
  readonly pairs: readonly (readonly [teacher: number, student: number])[];
}

export interface ContextTeacherOptions {
  readonly step: number;
  /** Slots of the workspace, the student's and the teacher's. */
  readonly slots: readonly [student: number, teacher: number];
  /** true: KL(student | teacher); false: KL(teacher | student). */
  readonly reverse: boolean;
}

export class ContextTeacher {
  private readonly network: Network;
  private readonly teacher: FlatVector;
  /** The teacher's logits at the student's positions: rows x vocabulary. */
  private readonly logits: DeviceBuffer;
  private readonly taught: DeviceBuffer;
  private readonly from: DeviceBuffer;
  private readonly to: DeviceBuffer;
  private readonly programs: ProgramCache;

  constructor(owner: string, network: Network, teacher: FlatVector) {
    const { device, workspace } = network;
    const rows = (name: string, perRow: number) =>
      device.buffer(`${owner}.${name}`, 4 * workspace.maxRows * perRow);
    this.network = network;
    this.teacher = teacher;
    this.logits = rows('teacherLogits', workspace.shape.vocabulary);
    this.taught = rows('taught', 1);
    this.from = rows('teacherRows', 1);
    this.to = rows('studentRows', 1);
    this.programs = new ProgramCache(device, owner);
  }

  /**
   * Adds the gradient of the batch's loss to the network's gradients and reports the loss: cross-entropy where targets
   * teach, divergence where the teacher does, divided by the sum of all their weights. Once a step.
   */
  addLoss(batch: TaughtBatch, { step, slots, reverse }: ContextTeacherOptions): Invocation {
    const { network } = this;
    const { student, taught, teacher, pairs } = batch;
    network.upload(student, slots[0]);
    network.upload(teacher, slots[1]);
    network.device.write(this.taught, taught);
    network.device.write(
      this.from,
      Uint32Array.from(pairs, ([from]) => from),
    );
    network.device.write(
      this.to,
      Uint32Array.from(pairs, ([, to]) => to),
    );
    const normaliser = weightSum(student) + taught.reduce((sum, w) => sum + w, 0);
    const shapes = [student, teacher].map((b) => `${b.rows}x${b.length}`);
    const program = this.programs.get(`${shapes.join('.')}.slots${slots.join('.')}`, (recorder) =>
      this.record(recorder, batch, slots),
    );
    return {
      program,
      values: {
        scale: normaliser > 0 ? 1 / normaliser : 0,
        count: pairs.length,
        reverse: reverse ? 1 : 0,
        loss_offset: lossAt(step),
      },
    };
  }

  /** The student's own pass comes last, since backward needs its activations. */
  private record(
    recorder: Recorder,
    { student, teacher }: TaughtBatch,
    slots: readonly [number, number],
  ): void {
    const { network } = this;
    const pass = passOf(network, recorder, student, slots[0]);
    const { context, workspace } = pass;
    const width = workspace.shape.vocabulary;
    const rows = student.rows * student.length;
    const teaching = passOf(network, recorder, teacher, slots[1]);
    recordForward({ ...teaching, parameters: this.teacher.buffer });
    moveRows(context, workspace.logits, this.logits, width, {
      from: this.from,
      to: this.to,
      count: dynamic('count'),
      most: rows,
    });
    recordForward(pass);
    recordLoss(pass, true);
    klDivergence(
      context,
      { buffer: workspace.logits, rows, width },
      { referenceLogits: this.logits, weights: this.taught, losses: workspace.losses },
      {
        batchOffset: 0,
        scale: dynamic('scale'),
        temperature: 1,
        reverse: dynamic('reverse'),
        keep: true,
      },
      { buffer: workspace.gradients.logits, rows, width },
    );
    const target = { buffer: network.ring, offset: dynamic('loss_offset') };
    sumInto(recorder, context.variant, workspace.losses, rows, target);
    recordBackwardInto(network, pass, network.gradients);
  }

  dispose(): void {
    this.programs.dispose();
    for (const buffer of [this.logits, this.taught, this.from, this.to]) buffer.destroy();
  }
}
