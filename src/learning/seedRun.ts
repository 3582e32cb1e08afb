// All learners of one seed on one stream: they advance step by step together over a shared workspace, and are evaluated
// at the same steps. Scalars stay on the GPU and are read in groups.

import { AppError } from '../core/errors.ts';
import { type Experiment, evaluationSteps } from '../core/experiment.ts';
import type {
  DataAccess,
  Evaluation,
  LossPoint,
  OwnCurve,
  ReferenceCurve,
} from '../core/runRecord.ts';
import { RING_STEPS } from '../engine/model/scalarRing.ts';
import { type EvaluationResult, type EvaluationSet, evaluateNetwork } from './evaluate.ts';
import type { BoundaryProbe, NetworkFigures } from './boundaryFigures.ts';
import { columnsTaught } from './capabilities.ts';
import type { Learner } from './learner.ts';
import { isEarlyPoint, PhaseCurve, setOfColumns } from './phaseCurve.ts';
import type { ReferenceLearner } from './referenceLearner.ts';
import type { Stream } from './stream.ts';

export interface SeedRunOptions {
  readonly experiment: Experiment;
  readonly stream: Stream;
  readonly learners: readonly Learner[];
  readonly evaluationSet: EvaluationSet;
  readonly stop: () => boolean;
  readonly onEvaluations: (evaluations: readonly Evaluation[]) => void;
  readonly onLosses: (losses: readonly LossPoint[]) => void;
  /** What grades need beyond the usual evaluations. */
  readonly grading?: Grading;
  /** A learner has ended a phase; its network holds the weights that it did so with. */
  readonly onPhaseEnd?: (learner: Learner) => Promise<void>;
}

export interface Grading {
  readonly reference: ReferenceLearner;
  readonly probe: BoundaryProbe;
  /** What is logged of a phase that ended. */
  readonly onLogged: (log: PhaseLog, step: number) => void;
}

/** Lines of the data-access log and learning curves of one phase. */
export interface PhaseLog {
  readonly access: readonly DataAccess[];
  readonly curves: readonly OwnCurve[];
  readonly references: readonly ReferenceCurve[];
}

/** What the phase under way is measured with. */
interface PhaseMeasures {
  /** Evaluates what the phase teaches, and nothing else. */
  readonly set: EvaluationSet;
  /** In the order of the learners. */
  readonly curves: readonly PhaseCurve[];
}

export class SeedRun {
  /** Finished optimizer steps of every learner. */
  step = 0;
  private readonly options: SeedRunOptions;
  private readonly evaluateAt: ReadonlySet<number>;
  /** First step of each learner whose scalars were not read yet. */
  private firstUnread = 0;
  /** The base's accuracy of every capability. */
  private base: readonly number[] = [];
  /** The last accuracy of every capability of each learner. */
  private latest: readonly EvaluationResult[] = [];
  private measures: PhaseMeasures | null = null;

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
    const { grading } = this.options;
    const figures = grading ? await grading.probe.begin(network, stop) : null;
    if (stop()) return false;
    this.base = result.accuracy;
    this.emit(
      learners.map(() => result),
      figures ? learners.map(() => figures) : [],
    );
    return true;
  }

  /** `figures`: what is measured at boundaries, in the order of the learners; empty elsewhere. */
  private emit(results: readonly EvaluationResult[], figures: readonly NetworkFigures[]): void {
    const { learners, stream, onEvaluations } = this.options;
    const { step } = this;
    this.latest = results;
    onEvaluations(
      learners.map((l, i): Evaluation => {
        const { right, ...result } = results[i]!;
        const at = figures[i] && { atBoundary: { ...figures[i], right } };
        return { learnerId: l.id, seed: stream.seed, step, ...result, ...at };
      }),
    );
  }

  /** What the phase teaches is followed from its first step on. */
  private async beginMeasures(phase: number, { reference }: Grading): Promise<void> {
    const { experiment, evaluationSet, learners } = this.options;
    const capabilities = evaluationSet.capabilities.map((c) => c.capability);
    const columns = columnsTaught(experiment.phases, capabilities)[phase]!;
    const curves = this.latest.map((result) => {
      const curve = new PhaseCurve(columns);
      curve.add(0, result, false);
      return curve;
    });
    const { maxRows } = learners[0]!.network.workspace;
    this.measures = { set: setOfColumns(evaluationSet, columns, maxRows), curves };
    await reference.beginPhase(phase, columns, this.base);
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
    const { grading } = this.options;
    if (step === first && grading) await this.beginMeasures(phase, grading);
    for (const learner of learners) {
      if (step === first) {
        await learner.beginPhase(phase, stop);
        if (stop()) return false;
      }
      if (!learner.trains) await learner.watch(items, step);
      else if (!(await learner.trainStep(items, position, stop))) return false;
    }
    if (grading && !(await grading.reference.trainStep(items, position, stop))) return false;
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
    if (due && !(await this.evaluate(boundary))) return false;
    if (!grading) return true;
    if (!(await this.followCurves(phase, due, grading))) return false;
    if (boundary) this.log(phase, grading);
    return true;
  }

  /** Points of the learning curves: what was just evaluated, or what the phase teaches alone. Resolves to false when stopped. */
  private async followCurves(
    phase: number,
    evaluated: boolean,
    { reference }: Grading,
  ): Promise<boolean> {
    const { learners, stream, stop } = this.options;
    const offset = this.step - stream.boundaries[phase]!;
    const { set, curves } = this.measures!;
    if (!evaluated && !isEarlyPoint(offset)) return true;
    for (const [i, learner] of learners.entries()) {
      const result = evaluated ? this.latest[i]! : await learner.evaluate(set, stop);
      if (!result) return false;
      curves[i]!.add(offset, result, !evaluated);
    }
    return reference.measure(set, offset, stop);
  }

  private async evaluate(boundary: boolean): Promise<boolean> {
    const { learners, stream, evaluationSet, grading, stop } = this.options;
    const results: EvaluationResult[] = [];
    const figures: NetworkFigures[] = [];
    // Pairs of what the stream teaches are asked for once all of it was taught.
    const wanted = (kind: string) => this.done && kind !== 'base';
    for (const learner of learners) {
      let measured: NetworkFigures | null = null;
      const result = await learner.evaluate(evaluationSet, stop, async (network) => {
        if (boundary && grading) {
          const finished = stream.boundaries.indexOf(this.step);
          measured = await grading.probe.measure(network, finished, wanted, stop);
        }
      });
      if (!result || stop()) return false;
      results.push(result);
      if (measured) figures.push(measured);
    }
    this.emit(results, figures);
    return true;
  }

  private log(phase: number, { reference, onLogged }: Grading): void {
    const { learners, stream } = this.options;
    const { seed } = stream;
    const log = {
      access: learners.map((learner) => learner.closeLog(seed)),
      curves: learners.flatMap(({ id }, i) =>
        this.measures!.curves[i]!.curves(seed, phase + 1).map((c) => ({ ...c, learnerId: id })),
      ),
      references: reference.endPhase(phase),
    };
    onLogged(log, this.step);
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
