// Runs an experiment: for each seed all learners on the same stream, reporting through RunEvents. Knows no page and no GPU.

import type { BaseInfo } from '../core/catalog.ts';
import { AppError } from '../core/errors.ts';
import { type Experiment, type LearnerConfig, totalSteps } from '../core/experiment.ts';
import type { RunEvent } from '../core/protocol.ts';
import { reduce, type RunRecord } from '../core/runRecord.ts';
import type { Device } from '../engine/device.ts';
import { initialParameters } from '../engine/model/init.ts';
import { type Workspace, createWorkspace } from '../engine/model/workspace.ts';
import { BoundaryProbe } from './boundaryFigures.ts';
import { batchSlots, buildLearner, rowsPerExample } from './buildLearner.ts';
import { capabilitiesOf, columnsTaught, compositionsOf } from './capabilities.ts';
import { checkCosts } from './checkCosts.ts';
import { describeModel } from './describe.ts';
import { type EvaluationSet, makeEvaluationSet } from './evaluate.ts';
import type { Learner } from './learner.ts';
import { measureLearner } from './measure.ts';
import { Merger } from './merger.ts';
import { type ReferenceCache, ReferenceLearner } from './referenceLearner.ts';
import { RunControl } from './runControl.ts';
import { type PhaseLog, SeedRun } from './seedRun.ts';
import { gradeRecord } from './scorecard/gradeRecord.ts';
import { SpeedMeter } from './speedMeter.ts';
import { makeStream } from './stream.ts';
import { CONTEXT } from './tasks/vocabulary.ts';
import { worldOfBase } from './worlds/index.ts';
import type { World } from './worlds/world.ts';

/** Sequences of one evaluation batch. */
const EVALUATION_SEQUENCES = 64;
/** Pairs of each kind to an item of a capability: a verdict hangs on each kind, and they are asked at boundaries only. */
const PAIRS_PER_ITEM = 2;
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
  /** Reference curves measured before, which are not run again; new ones are put there. */
  readonly references?: ReferenceCache;
}

type WithoutRun<E> = E extends { readonly runId: unknown } ? Omit<E, 'runId'> : never;
/** An event of this run that is not told yet. */
type Untold = WithoutRun<RunEvent>;

export class Trainer {
  readonly control: RunControl;
  /** What was kept of the last seed; the caller disposes of it. */
  merger: Merger | null = null;
  private readonly options: TrainerOptions;
  private readonly meter = new SpeedMeter();
  private readonly world: World;
  private readonly references: ReferenceCache;
  private record: RunRecord | null = null;
  private roundsDone = 0;
  private step = 0;
  private lastProgress = -Infinity;

  constructor(options: TrainerOptions) {
    this.options = options;
    this.world = worldOfBase(options.experiment.base, options.bases);
    this.references = options.references ?? new Map();
    this.control = new RunControl((paused) => {
      if (!paused) this.meter.resume(performance.now());
      this.emit(paused ? { kind: 'paused', step: this.step } : { kind: 'resumed' });
    });
  }

  /** Runs to the end or until stopped. Rejects with the first error; every buffer is freed in any case. */
  async run(): Promise<void> {
    const { experiment, bases, device } = this.options;
    if (experiment.phases.length === 0) {
      throw new AppError(
        'bad-config',
        'stream: expected at least one phase, got none.',
        'Add a task first.',
      );
    }
    const shape = describeModel(experiment, bases).shape;
    const { world } = this;
    const { items } = experiment.evaluation;
    const capabilities = capabilitiesOf(experiment.phases, items, world);
    const sequences = Math.max(experiment.batchSize, EVALUATION_SEQUENCES);
    const slots = Math.max(2, ...experiment.learners.map((l) => batchSlots(experiment, l, shape)));
    const most = Math.max(...experiment.learners.map(rowsPerExample)) * experiment.batchSize;
    const room = Math.max(sequences, most);
    const workspace = createWorkspace(device, shape, room * CONTEXT, room, slots);
    try {
      this.emit({
        kind: 'started',
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
          this.emit({ kind: 'stopped', step: this.step });
          return;
        }
      }
      this.announceMerger();
      this.emit({ kind: 'finished', seconds: this.meter.workedMs / 1000 });
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
    const { merger } = this;
    const learners = merger?.learners ?? [];
    if (!merger || learners.length === 0) return;
    this.emit({ kind: 'mergeable', seed: merger.seed, learners });
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
    const { experiment, device } = this.options;
    const seed = experiment.seeds.first + index;
    const initial = await this.startWeights(workspace, seed);
    const kept = { experiment, seed, device, workspace };
    const merger = new Merger({ ...kept, base: initial, evaluationSet });
    const reference = new ReferenceLearner({ ...kept, initial, cache: this.references });
    this.merger = merger;
    const learners: Learner[] = [];
    try {
      for (const config of experiment.learners) {
        learners.push(this.learner(config, seed, workspace, initial));
      }
      const run = new SeedRun({
        experiment,
        stream: makeStream(experiment.phases, seed),
        learners,
        evaluationSet,
        grading: {
          reference,
          probe: this.probe(evaluationSet, workspace),
          onLogged: (log, step) => this.logged(log, { seed, step }),
        },
        stop: () => this.control.stopping,
        onEvaluations: (evaluations) => this.emit({ kind: 'evaluated', evaluations }),
        onLosses: (losses) => this.emit({ kind: 'points', losses }),
        async onPhaseEnd({ id, network, trains }) {
          if (trains) merger.keep(id, await network.snapshot());
        },
      });
      return await this.runThrough(run, index, learners);
    } finally {
      for (const learner of learners) learner.dispose();
      reference.dispose();
    }
  }

  private learner(
    config: LearnerConfig,
    seed: number,
    workspace: Workspace,
    initial: Float32Array,
  ): Learner {
    const { experiment, device } = this.options;
    const initialSeed = this.card?.seed ?? seed;
    const { world } = this;
    return buildLearner({
      experiment,
      config,
      seed,
      device,
      workspace,
      initial,
      initialSeed,
      world,
    });
  }

  private probe({ capabilities, perBatch }: EvaluationSet, { maxRows }: Workspace): BoundaryProbe {
    const { phases, evaluation } = this.options.experiment;
    const pairs = PAIRS_PER_ITEM * evaluation.items;
    const compositions = compositionsOf(phases, pairs, this.world);
    const taught = columnsTaught(
      phases,
      capabilities.map((c) => c.capability),
    );
    return new BoundaryProbe(capabilities, taught, compositions, maxRows, perBatch);
  }

  /** Resolves to false when stopped. */
  private async runThrough(
    run: SeedRun,
    seedIndex: number,
    learners: readonly Learner[],
  ): Promise<boolean> {
    this.step = 0;
    if (!(await run.begin())) return false;
    while (!run.done) {
      await this.control.gate();
      if (this.control.stopping || !(await run.round())) return false;
      this.step = run.step;
      this.roundsDone++;
      this.progress(seedIndex, learners);
    }
    checkCosts(this.options.experiment, learners);
    return true;
  }

  /** Tells of what happened, and keeps the record of it. */
  private emit(event: Untold): void {
    const told = { ...event, runId: this.options.runId } as RunEvent;
    this.record = reduce(this.record, told);
    this.options.emit(told);
  }

  /** Metrics are of finished phases, and grades of finished seeds: both are made when a phase ends. */
  private logged(log: PhaseLog, { seed, step }: { readonly seed: number; readonly step: number }) {
    this.emit({ kind: 'logged', ...log });
    const { record } = this;
    if (!record) return;
    const metrics = record.experiment.learners.map(({ id }) => {
      const values = measureLearner(record, id, seed);
      return { learnerId: id, seed, step, values };
    });
    this.emit({ kind: 'measured', metrics });
    this.emit({ kind: 'graded', grades: gradeRecord(record) });
  }

  private progress(seedIndex: number, learners: readonly Learner[]): void {
    const { experiment } = this.options;
    const now = performance.now();
    const steps = totalSteps(experiment);
    const work = this.roundsDone / (steps * experiment.seeds.count);
    const finished = work >= 1;
    if (!finished && now - this.lastProgress < PROGRESS_MS) return;
    this.lastProgress = now;
    const tokens = learners.reduce((sum, l) => sum + l.tokens, 0);
    this.meter.mark(now, this.roundsDone * learners.length, tokens, work);
    this.emit({
      kind: 'progress',
      progress: {
        step: this.step,
        totalSteps: steps,
        seedNumber: seedIndex + 1,
        seedCount: experiment.seeds.count,
        ...this.meter.rates(),
      },
    });
  }
}
