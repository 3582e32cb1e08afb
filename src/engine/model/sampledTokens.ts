// Measures of the tokens that a model drew itself, on the passes that a step makes anyway: how their probability under the
// training pass stands to the sampler's and to a reference's. All of it stays on the GPU and goes into the ring of scalars.

import type { Batch } from '../batch.ts';
import type { DeviceBuffer, Invocation } from '../device.ts';
import { sumInto } from '../flatVector.ts';
import { log_ratio_figures, target_log_probability } from '../kernels/sampledTokens.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import { type Recorder, dynamic } from '../recorder.ts';
import type { NetworkBuffers } from './networkPrograms.ts';
import type { SampledScalars } from './networkTypes.ts';
import { ProgramCache } from './programCache.ts';
import { RING_STEPS, sampledAt } from './scalarRing.ts';

/** Planes of log_ratio_figures. */
const RATIO = 0;
const ESTIMATES = [1, 2, 3] as const;

/** Which positions of a batch hold tokens that were drawn; rows x length values each. */
export interface DrawnTokens {
  /** 1 / number of drawn tokens at the positions that predict one; 0 elsewhere. */
  readonly counts: Float32Array;
  /** Log-probability with which the sampler drew the token, in nats, where it counts. */
  readonly logProbabilities: Float32Array;
}

export class SampledTokens {
  private readonly network: NetworkBuffers;
  private readonly counts: DeviceBuffer;
  /** Log-probabilities of the tokens: the sampler's, the training pass's, the reference's. */
  private readonly drawn: DeviceBuffer;
  private readonly trained: DeviceBuffer;
  private readonly compared: DeviceBuffer;
  /** Planes of maxRows values. */
  private readonly planes: DeviceBuffer;
  private readonly programs: ProgramCache;
  /** What the ring holds, by its place: of which step, and whether a reference was compared in it. */
  private readonly measured = new Map<number, { step: number; reference: boolean }>();

  constructor(owner: string, network: NetworkBuffers) {
    const { device, workspace } = network;
    const rows = (name: string, perRow = 1) =>
      device.buffer(`${owner}.${name}`, 4 * perRow * workspace.maxRows);
    this.network = network;
    this.counts = rows('counts');
    this.drawn = rows('drawn');
    this.trained = rows('trained');
    this.compared = rows('compared');
    this.planes = rows('planes', 4);
    this.programs = new ProgramCache(device, owner);
  }

  /** For use right after the pass over this batch, in slot 0, that the step trains on: its logits are looked at. */
  compareSampler(
    batch: Batch,
    { counts, logProbabilities }: DrawnTokens,
    step: number,
  ): Invocation {
    const { device } = this.network;
    device.write(this.counts, counts);
    device.write(this.drawn, logProbabilities);
    this.measured.set(step % RING_STEPS, { step, reference: false });
    const rows = batch.rows * batch.length;
    const program = this.programs.get(`sampler.${rows}`, (recorder) => {
      this.recordLogProbabilities(recorder, rows, this.network.workspace.logits, this.trained);
      this.recordFigures(recorder, rows, this.drawn, [RATIO]);
    });
    return { program, values: { [`figure${RATIO}`]: sampledAt(step, RATIO) } };
  }

  /** With a reference's logits of the same batch, after `compareSampler`; nothing where no token of this step was drawn. */
  compareReference(batch: Batch, logits: DeviceBuffer, step: number): Invocation[] {
    if (this.measured.get(step % RING_STEPS)?.step !== step) return [];
    this.measured.set(step % RING_STEPS, { step, reference: true });
    const rows = batch.rows * batch.length;
    const program = this.programs.get(`reference.${logits.label}.${rows}`, (recorder) => {
      this.recordLogProbabilities(recorder, rows, logits, this.compared);
      this.recordFigures(recorder, rows, this.compared, ESTIMATES);
    });
    const values = ESTIMATES.map((plane) => [`figure${plane}`, sampledAt(step, plane)]);
    return [{ program, values: Object.fromEntries(values) as Record<string, number> }];
  }

  /** log_probabilities <- those of the batch's targets, where they were drawn. */
  private recordLogProbabilities(
    recorder: Recorder,
    rows: number,
    logits: DeviceBuffer,
    log_probabilities: DeviceBuffer,
  ): void {
    const { workspace } = this.network;
    const { vocabulary } = workspace.shape;
    const { targets } = workspace.batch;
    recorder.dispatch(
      target_log_probability,
      { logits, targets, counts: this.counts, log_probabilities },
      { rows, vocabulary },
      threadGrid(rows),
      30 * rows * vocabulary,
    );
  }

  /** Means over the drawn tokens of what the training pass's log-ratio to `other` says, into the ring. */
  private recordFigures(
    recorder: Recorder,
    rows: number,
    other: DeviceBuffer,
    wanted: readonly number[],
  ): void {
    const { device, workspace, ring } = this.network;
    const stride = workspace.maxRows;
    recorder.dispatch(
      log_ratio_figures,
      { log_p: this.trained, log_q: other, counts: this.counts, figures: this.planes },
      { rows, stride },
      threadGrid(rows),
      60 * rows,
    );
    for (const plane of wanted) {
      const target = { buffer: ring, offset: dynamic(`figure${plane}`) };
      sumInto(recorder, device.adapter.variant, this.planes, rows, target, 0, plane * stride);
    }
  }

  /** What was measured in a step, from the ring's elements; nothing where it drew no tokens. */
  figures(step: number, ring: Float32Array): SampledScalars | undefined {
    const measured = this.measured.get(step % RING_STEPS);
    if (measured?.step !== step) return undefined;
    const [ratio, k1, k2, k3] = [RATIO, ...ESTIMATES].map((plane) => ring[sampledAt(step, plane)]!);
    const estimates = measured.reference ? { k1: k1!, k2: k2!, k3: k3! } : {};
    return { probabilityRatio: ratio!, ...estimates };
  }

  dispose(): void {
    this.programs.dispose();
    for (const buffer of [this.counts, this.drawn, this.trained, this.compared, this.planes])
      buffer.destroy();
  }
}
