// Runs an experiment: for each seed all learners on the same stream, reporting through RunEvents. Knows no page and no GPU.

import type { BaseInfo } from '../core/catalog.ts';
import { AppError } from '../core/errors.ts';
import { type Experiment, totalSteps } from '../core/experiment.ts';
import type { RunEvent } from '../core/protocol.ts';
import type { Evaluation, LossPoint } from '../core/runRecord.ts';
import type { Device } from '../engine/device.ts';
import { initialParameters } from '../engine/model/init.ts';
import { type Workspace, createWorkspace } from '../engine/model/workspace.ts';
import { batchSlots, buildLearner, declaredCost, rowsPerExample } from './buildLearner.ts';
import { capabilitiesOf } from './capabilities.ts';
import { worldOfBase } from './worlds/index.ts';
import { describeModel } from './describe.ts';
import { type EvaluationSet, makeEvaluationSet } from './evaluate.ts';
import type { Learner } from './learner.ts';
import { measureRun } from './measure.ts';
import { Merger } from './merger.ts';
import { RunControl } from './runControl.ts';
import { SeedRun } from './seedRun.ts';
import { SpeedMeter } from './speedMeter.ts';
import { makeStream } from './stream.ts';
import { CONTEXT } from './tasks/vocabulary.ts';

/** Sequences of one evaluation batch. */
const EVALUATION_SEQUENCES = 64;
/** Milliseconds between two progress events. */
const PROGRESS_MS = 200;

export interface TrainerOptions {
  readonly runId: number;
  readonly experiment: Experiment;
  readonly device: Device;
  /** Cards of the base checkpoints that there are. */
  readonly bases: readonly BaseInfo[];
  /** Weights of a base checkpoint, as a flat vector. */
  readonly loadBase: (id: string) => Promise<Float32Array>;
  readonly emit: (event: RunEvent) => void;
}

export class Trainer {
  readonly control: RunControl;
  /** What was kept of the last seed; the caller disposes of it. */
  merger: Merger | null = null;
  private readonly options: TrainerOptions;
  private readonly meter = new SpeedMeter();
  private readonly evaluations: Evaluation[] = [];
  private readonly losses: LossPoint[] = [];
  private roundsDone = 0;
  private step = 0;
  private lastProgress = -Infinity;

  constructor(options: TrainerOptions) {
    this.options = options;
    const { runId, emit } = options;
    this.control = new RunControl((paused) => {
      if (!paused) this.meter.resume(performance.now());
      emit(paused ? { kind: 'paused', runId, step: this.step } : { kind: 'resumed', runId });
    });
  }

  /** Runs to the end or until stopped. Rejects with the first error; every buffer is freed in any case. */
  async run(): Promise<void> {
    const { runId, experiment, bases, device, emit } = this.options;
    if (experiment.phases.length === 0) {
      throw new AppError(
        'bad-config',
        'stream: expected at least one phase, got none.',
        'Add a task first.',
      );
    }
    const shape = describeModel(experiment, bases).shape;
    const world = worldOfBase(experiment.base, bases);
    const { items } = experiment.evaluation;
    const capabilities = capabilitiesOf(experiment.phases, items, world);
    const sequences = Math.max(experiment.batchSize, EVALUATION_SEQUENCES);
    const slots = Math.max(2, ...experiment.learners.map((l) => batchSlots(experiment, l, shape)));
    const most = Math.max(...experiment.learners.map(rowsPerExample)) * experiment.batchSize;
    const room = Math.max(sequences, most);
    const workspace = createWorkspace(device, shape, room * CONTEXT, room, slots);
    try {
      emit({
        kind: 'started',
        runId,
        experiment,
        capabilities: capabilities.map((c) => c.capability),
        adapter: device.adapter,
        base: { world: world.info.id, examples: this.card?.examples ?? 0 },
        date: new Date().toISOString(),
      });
      this.meter.resume(performance.now());
      const set = makeEvaluationSet(capabilities, sequences * CONTEXT, sequences);
      for (let i = 0; i < experiment.seeds.count; i++) {
        if (!(await this.runSeed(i, workspace, set))) {
          this.announceMerger();
          emit({ kind: 'stopped', runId, step: this.step });
          return;
        }
      }
      this.announceMerger();
      emit({ kind: 'finished', runId, seconds: this.meter.workedMs / 1000 });
    } finally {
      workspace.dispose();
    }
  }

  /** The card of the base, where it is a checkpoint. */
  private get card(): BaseInfo | undefined {
    const { bases, experiment } = this.options;
    const { base } = experiment;
    return base.kind === 'checkpoint' ? bases.find((b) => b.id === base.id) : undefined;
  }

  private announceMerger(): void {
    const { merger, options } = this;
    const learners = merger?.learners ?? [];
    if (!merger || learners.length === 0) return;
    options.emit({ kind: 'mergeable', runId: options.runId, seed: merger.seed, learners });
  }

  private async startWeights(workspace: Workspace, seed: number): Promise<Float32Array> {
    const { base } = this.options.experiment;
    return base.kind === 'checkpoint'
      ? this.options.loadBase(base.id)
      : initialParameters(workspace.shape, seed);
  }

  /** Resolves to false when stopped. */
  private async runSeed(
    index: number,
    workspace: Workspace,
    evaluationSet: EvaluationSet,
  ): Promise<boolean> {
    const { experiment, device, bases } = this.options;
    const seed = experiment.seeds.first + index;
    const initial = await this.startWeights(workspace, seed);
    const initialSeed = this.card?.seed ?? seed;
    const world = worldOfBase(experiment.base, bases);
    const merger = new Merger({
      experiment,
      seed,
      device,
      workspace,
      base: initial,
      evaluationSet,
    });
    this.merger = merger;
    const learners: Learner[] = [];
    try {
      for (const config of experiment.learners) {
        learners.push(
          buildLearner({
            experiment,
            config,
            seed,
            device,
            workspace,
            initial,
            initialSeed,
            world,
          }),
        );
      }
      const run = new SeedRun({
        experiment,
        stream: makeStream(experiment.phases, seed),
        learners,
        evaluationSet,
        stop: () => this.control.stopping,
        onEvaluations: (evaluations) => this.evaluated(evaluations, evaluationSet),
        onLosses: (losses) => this.lossesRead(losses),
        async onPhaseEnd({ id, network, trains }) {
          if (trains) merger.keep(id, await network.snapshot());
        },
      });
      this.step = 0;
      if (!(await run.begin())) return false;
      while (!run.done) {
        await this.control.gate();
        if (this.control.stopping || !(await run.round())) return false;
        this.step = run.step;
        this.roundsDone++;
        this.progress(index, learners);
      }
      this.checkCosts(learners);
      return true;
    } finally {
      for (const learner of learners) learner.dispose();
    }
  }

  private evaluated(evaluations: readonly Evaluation[], set: EvaluationSet): void {
    const { runId, experiment, emit } = this.options;
    this.evaluations.push(...evaluations);
    emit({ kind: 'evaluated', runId, evaluations });
    const capabilities = set.capabilities.map((c) => c.capability);
    const metrics = evaluations.map(({ learnerId, seed, step }) => {
      const own = (point: { learnerId: string; seed: number }) =>
        point.learnerId === learnerId && point.seed === seed;
      const values = measureRun(
        experiment,
        capabilities,
        this.evaluations.filter(own),
        this.losses.filter(own),
      );
      return { learnerId, seed, step, values };
    });
    emit({ kind: 'measured', runId, metrics });
  }

  private lossesRead(losses: readonly LossPoint[]): void {
    this.losses.push(...losses);
    this.options.emit({ kind: 'points', runId: this.options.runId, losses });
  }

  private progress(seedIndex: number, learners: readonly Learner[]): void {
    const { runId, experiment, emit } = this.options;
    const now = performance.now();
    const steps = totalSteps(experiment);
    const work = this.roundsDone / (steps * experiment.seeds.count);
    const finished = work >= 1;
    if (!finished && now - this.lastProgress < PROGRESS_MS) return;
    this.lastProgress = now;
    const tokens = learners.reduce((sum, l) => sum + l.tokens, 0);
    this.meter.mark(now, this.roundsDone * learners.length, tokens, work);
    emit({
      kind: 'progress',
      runId,
      progress: {
        step: this.step,
        totalSteps: steps,
        seedNumber: seedIndex + 1,
        seedCount: experiment.seeds.count,
        ...this.meter.rates(),
      },
    });
  }

  /** A method that takes more than it declared would make the cost line on its card untrue. */
  private checkCosts(learners: readonly Learner[]): void {
    const { experiment } = this.options;
    learners.forEach((learner, i) => {
      const declared = declaredCost(
        experiment,
        experiment.learners[i]!,
        learner.network.workspace.shape,
      );
      const spent = learner.spent();
      const sequences = declared.passes * experiment.batchSize * totalSteps(experiment);
      const figures = [
        ['vectors', declared.vectors, spent.vectors],
        ['extra sequences', sequences, spent.sequences],
        ['sequences at boundaries', declared.boundarySequences, spent.boundarySequences],
        ['rows of stored logits', declared.logitRows, spent.logitRows],
        ['stored examples', declared.storedExamples, spent.storedExamples],
        ['stored states', declared.storedStates, spent.storedStates],
      ] as const;
      for (const [what, allowed, used] of figures) {
        if (used <= allowed + 1e-6 * allowed) continue;
        const message = `learner '${learner.id}': expected at most ${allowed} ${what}, got ${used}.`;
        throw new AppError('internal', message, 'Its declared cost is wrong.');
      }
    });
  }
}
