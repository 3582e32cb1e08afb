// All learners of one seed on one stream: they advance step by step together over a shared workspace, and are evaluated
// at the same steps. Scalars stay on the GPU and are read in groups.

import { AppError } from '../core/errors.ts';
import { type Experiment, evaluationSteps } from '../core/experiment.ts';
import type { Evaluation, LossPoint } from '../core/runRecord.ts';
import { RING_STEPS } from '../engine/model/scalarRing.ts';
import { type EvaluationResult, type EvaluationSet, evaluateNetwork } from './evaluate.ts';
import type { Learner } from './learner.ts';
import type { Stream } from './stream.ts';

export interface SeedRunOptions {
  readonly experiment: Experiment;
  readonly stream: Stream;
  readonly learners: readonly Learner[];
  readonly evaluationSet: EvaluationSet;
  readonly stop: () => boolean;
  readonly onEvaluations: (evaluations: readonly Evaluation[]) => void;
  readonly onLosses: (losses: readonly LossPoint[]) => void;
  /** A learner has ended a phase; its network holds the weights that it did so with. */
  readonly onPhaseEnd?: (learner: Learner) => Promise<void>;
}

export class SeedRun {
  /** Finished optimizer steps of every learner. */
  step = 0;
  private readonly options: SeedRunOptions;
  private readonly evaluateAt: ReadonlySet<number>;
  /** First step of each learner whose scalars were not read yet. */
  private firstUnread = 0;

  constructor(options: SeedRunOptions) {
    this.options = options;
    this.evaluateAt = new Set(evaluationSteps(options.experiment));
  }

  get done(): boolean {
    return this.step >= this.options.stream.totalSteps;
  }

  /** Evaluates the base once; all learners start from the same weights. Resolves to false when stopped. */
  async begin(): Promise<boolean> {
    const { learners, evaluationSet, stop } = this.options;
    const { network, sampler } = learners[0]!;
    const result = await evaluateNetwork(network, evaluationSet, stop, sampler);
    if (!result) return false;
    this.emit(learners.map(() => result));
    return true;
  }

  private emit(results: readonly EvaluationResult[]): void {
    const { learners, stream, onEvaluations } = this.options;
    const { step } = this;
    onEvaluations(
      learners.map((l, i) => ({ learnerId: l.id, seed: stream.seed, step, ...results[i]! })),
    );
  }

  /** One optimizer step of every learner, and the evaluation that may be due. Resolves to false when stopped. */
  async round(): Promise<boolean> {
    const { stream, learners, experiment, stop } = this.options;
    const { step } = this;
    const phase = stream.phaseAt(step);
    const first = stream.boundaries[phase]!;
    const position = {
      step,
      totalSteps: stream.totalSteps,
      phaseStep: step - first,
      phaseSteps: experiment.phases[phase]!.steps,
    };
    const items = stream.items(step, experiment.batchSize);
    for (const learner of learners) {
      if (step === first) {
        await learner.beginPhase(phase, stop);
        if (stop()) return false;
      }
      if (!learner.trains) await learner.watch(items, step);
      else if (!(await learner.trainStep(items, position, stop))) return false;
    }
    this.step++;
    const boundary = this.step === stream.boundaries[phase + 1];
    if (boundary) {
      for (const learner of learners) {
        await learner.endPhase(phase, stop);
        await this.options.onPhaseEnd?.(learner);
      }
    }
    const due = this.evaluateAt.has(this.step);
    if (due || this.step - this.firstUnread >= RING_STEPS / 2) await this.readScalars();
    return due ? this.evaluate() : true;
  }

  private async evaluate(): Promise<boolean> {
    const { learners, evaluationSet, stop } = this.options;
    const results: EvaluationResult[] = [];
    for (const learner of learners) {
      const result = await learner.evaluate(evaluationSet, stop);
      if (!result) return false;
      results.push(result);
    }
    this.emit(results);
    return true;
  }

  /** Reads the losses and gradient norms since the last time; throws `diverged` at the first that is not finite. */
  private async readScalars(): Promise<void> {
    const { learners, stream, onLosses } = this.options;
    const [first, last] = [this.firstUnread, this.step - 1];
    const points: LossPoint[] = [];
    for (const learner of learners) {
      if (!learner.trains) continue;
      const scalars = await learner.network.scalars(first, last);
      scalars.forEach((figures, i) => {
        const { loss, gradientNorm } = figures;
        const step = first + i;
        if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm))
          this.diverged(learner, step, loss);
        const sampled = learner.sampled.get(step);
        const of = { learnerId: learner.id, seed: stream.seed, step };
        points.push({ ...of, ...figures, ...sampled });
      });
    }
    this.firstUnread = this.step;
    onLosses(points);
  }

  private diverged(learner: Learner, step: number, loss: number): never {
    const { stream } = this.options;
    const phase = stream.phaseAt(step) + 1;
    const message = `learner '${learner.id}': expected a finite loss, got ${loss} at step ${step} (phase ${phase}, seed ${stream.seed}).`;
    throw new AppError(
      'diverged',
      message,
      'Lower its learning rate or its gradient clip, then run again.',
    );
  }
}
