// From a learner's configuration to a learner: looks up its plug-ins, checks their values, and refuses what does not fit.

import type { Reward } from './example.ts';
import { AppError } from '../core/errors.ts';
import type { Experiment, LearnerConfig, ModelShape } from '../core/experiment.ts';
import { find } from '../core/plugin.ts';
import type { Device } from '../engine/device.ts';
import { projectionVectors } from '../engine/inputProjection.ts';
import { initialParameters } from '../engine/model/init.ts';
import { Network } from '../engine/model/network.ts';
import { parameterLayout } from '../engine/model/shape.ts';
import type { Workspace } from '../engine/model/workspace.ts';
import { OPTIMIZERS } from '../engine/optimizers/index.ts';
import type { OptimizerPlugin } from '../engine/optimizers/optimizer.ts';
import { AccessLog } from './accessLog.ts';
import { AnswerSampler } from './answerSampler.ts';
import { valuesOf } from './choiceValues.ts';
import { Learner } from './learner.ts';
import type { Method, MethodContext, TrainableSet } from './roles.ts';
import type { MethodCost } from './methodCost.ts';
import { checkMethodSizes, checkStack } from './methodFit.ts';
import { ModelVerbs } from './modelVerbs.ts';
import { METHODS } from './methods/index.ts';
import type { CostContext, MethodPlugin } from './methods/method.ts';
import { OBJECTIVES } from './objectives/index.ts';
import type { ObjectiveContext, ObjectivePlugin } from './objectives/objective.ts';
import { SCHEDULES } from './schedules/index.ts';
import type { SchedulePlugin } from './schedules/schedule.ts';
import { REGISTRY as TASKS } from './tasks/index.ts';
import { STRINGS } from './worlds/strings.ts';
import type { World } from './worlds/world.ts';
import { checkPartners, trainableFacts, trainableOf } from './trainableChoice.ts';

/** The verifier of a task; objectives that need it were refused for tasks without one. */
function verifierOf(taskId: string): Reward {
  const { reward } = find(TASKS, 'task', taskId);
  if (!reward) throw new AppError('internal', `task '${taskId}': expected a verifier, got none.`);
  return reward;
}

/** Throws `bad-config` where an objective samples answers that nothing can check. */
function checkVerifiers(experiment: Experiment, learner: LearnerConfig): void {
  if (!lookUp(learner).objective.samplesAnswers) return;
  const unverified = streamTasks(experiment)
    .map((id) => find(TASKS, 'task', id))
    .filter((task) => !task.reward)
    .map((task) => task.info.label);
  if (unverified.length === 0) return;
  const message = `learner '${learner.name}': expected tasks whose answers can be checked, got ${unverified.join(' and ')}.`;
  throw new AppError('bad-config', message, 'Choose another objective or remove these tasks.');
}

/** Throws `bad-config` where a method works on given answers only and the evaluation of a task samples its own. */
function checkSampledTasks(experiment: Experiment, learner: LearnerConfig): void {
  const blind = lookUp(learner).methods.find(({ plugin }) => plugin.scoresGivenAnswers)?.plugin;
  if (!blind) return;
  const sampled = streamTasks(experiment)
    .map((id) => find(TASKS, 'task', id))
    .filter((task) => task.manyAnswers)
    .map((task) => task.info.label);
  if (sampled.length === 0) return;
  const message = `learner '${learner.name}': expected tasks with one right answer beside ${blind.info.label}, got ${sampled.join(' and ')}.`;
  throw new AppError('bad-config', message, 'Remove the method or these tasks.');
}

/** Throws `bad-config` where a learner cannot learn the tasks of the stream or would not be measured on them. */
function checkTasks(experiment: Experiment, learner: LearnerConfig): void {
  checkVerifiers(experiment, learner);
  checkSampledTasks(experiment, learner);
}

/** The plug-ins of a learner, looked up; throws `bad-config` for an unknown one and for a stack that cannot be. */
function lookUp(config: LearnerConfig) {
  const methods = config.methods.map((choice) => ({
    choice,
    plugin: find<MethodPlugin>(METHODS as readonly MethodPlugin[], 'method', choice.id),
  }));
  const objective = find<ObjectivePlugin>(
    OBJECTIVES as readonly ObjectivePlugin[],
    'objective',
    config.objective.id,
  );
  checkStack(
    config,
    objective,
    methods.map((m) => m.plugin),
  );
  const optimizer = find<OptimizerPlugin>(
    OPTIMIZERS as readonly OptimizerPlugin[],
    'optimizer',
    config.optimizer.id,
  );
  checkPartners(config, methods, optimizer);
  return {
    objective,
    optimizer,
    schedule: find<SchedulePlugin>(
      SCHEDULES as readonly SchedulePlugin[],
      'schedule',
      config.schedule.id,
    ),
    methods,
  };
}

/** Distinct task ids of a stream. */
function streamTasks(experiment: Experiment): string[] {
  return [...new Set(experiment.phases.flatMap((p) => p.tasks.map((t) => t.id)))];
}

function costContext(
  experiment: Experiment,
  config: LearnerConfig,
  shape: ModelShape,
): CostContext {
  return {
    batchSize: experiment.batchSize,
    rows: rowsPerExample(config),
    tasks: streamTasks(experiment).length,
    phases: experiment.phases.length,
    projections: projectionVectors(shape),
  };
}

/** The batch slots of the workspace by plug-in: the objective's, then those of each method. */
function slotsOf(experiment: Experiment, config: LearnerConfig, shape: ModelShape): number[][] {
  const context = costContext(experiment, config, shape);
  const { objective, methods } = lookUp(config);
  const counts = methods.map(
    ({ plugin, choice }) => plugin.slots?.(valuesOf(config, plugin.info, choice), context) ?? 1,
  );
  let taken = 0;
  return [objective.slots ?? 1, ...counts].map((count) =>
    Array.from({ length: count }, () => taken++),
  );
}

/** Batch slots that a workspace needs for a learner. */
export function batchSlots(
  experiment: Experiment,
  config: LearnerConfig,
  shape: ModelShape,
): number {
  return slotsOf(experiment, config, shape).flat().length;
}

/** What the learner declares to cost: the sum over its objective and methods. */
export function declaredCost(
  experiment: Experiment,
  config: LearnerConfig,
  shape: ModelShape,
): Required<MethodCost> {
  const context = costContext(experiment, config, shape);
  checkTasks(experiment, config);
  const { objective, methods } = lookUp(config);
  checkMethodSizes(config, methods, shape, context.phases);
  // A frozen model takes no steps: only what remembers costs anything.
  const working = methods.filter(({ plugin }) => objective.trains || plugin.remembers);
  const costs = working.map(({ plugin, choice }) =>
    plugin.cost(valuesOf(config, plugin.info, choice), context),
  );
  costs.push(objective.cost(valuesOf(config, objective.info, config.objective)));
  const trainable = trainableOf(config);
  const held = trainable.plugin.cost(trainable.values, context.phases);
  // A learner that never steps makes no choices at boundaries, either.
  const boundarySequences = objective.trains ? held.boundarySequences : 0;
  costs.push({ ...held, boundarySequences, passes: 0, storedExamples: 0 });
  const sum = (key: keyof MethodCost) => costs.reduce((total, c) => total + (c[key] ?? 0), 0);
  return {
    logitRows: sum('logitRows'),
    vectors: sum('vectors'),
    passes: sum('passes'),
    boundarySequences: sum('boundarySequences'),
    storedExamples: sum('storedExamples'),
    storedStates: sum('storedStates'),
  };
}

/** Whether the learner's objective changes weights at all. */
export function trains(config: LearnerConfig): boolean {
  return lookUp(config).objective.trains;
}

/** Sequences that the learner trains on for each example of the stream. */
export function rowsPerExample(config: LearnerConfig): number {
  const { objective } = lookUp(config);
  return objective.rows(valuesOf(config, objective.info, config.objective));
}

function methodContext(
  { experiment, seed, workspace, initialSeed = seed, world = STRINGS }: BuildOptions,
  log: AccessLog,
): Omit<MethodContext, 'verbs' | 'sampler'> {
  const mixture = world.mixture();
  return {
    seed,
    batchSize: experiment.batchSize,
    phases: experiment.phases,
    initialWeights: () => initialParameters(workspace.shape, initialSeed),
    sampleGeneral(rng) {
      log.readGeneral();
      return mixture.sample(rng);
    },
    sampleTask(taskId, rng) {
      log.readTask(taskId);
      return find(TASKS, 'task', taskId).sample(rng);
    },
  };
}

export interface BuildOptions {
  readonly experiment: Experiment;
  readonly config: LearnerConfig;
  readonly seed: number;
  readonly device: Device;
  readonly workspace: Workspace;
  /** Starting weights. */
  readonly initial: Float32Array;
  /** Seed of the random weights before any training; that of the run unless given, as for a base of random weights. */
  readonly initialSeed?: number;
  /** The base's world, whose data are the general ones; that of strings unless given. */
  readonly world?: World;
}

/** Allocates a learner; the caller disposes of it. */
export function buildLearner(options: BuildOptions): Learner {
  const { experiment, config, seed, device, workspace, initial } = options;
  checkTasks(experiment, config);
  const plugins = lookUp(config);
  checkMethodSizes(config, plugins.methods, workspace.shape, experiment.phases.length);
  const optimizerValues = valuesOf(config, plugins.optimizer.info, config.optimizer);
  const scheduleValues = valuesOf(config, plugins.schedule.info, config.schedule);
  const log = new AccessLog(experiment.phases);
  const context = methodContext(options, log);
  const owner = `${config.id}.seed${seed}`;
  const layout = parameterLayout(workspace.shape);
  trainableFacts(experiment, config, layout);
  const trainable = trainableOf(config);
  const sets: TrainableSet[] = [];
  const network = new Network({
    owner,
    device,
    workspace,
    layout,
    initial,
    createPart(part) {
      const phases = experiment.phases.length;
      sets.push(trainable.plugin.create({ ...part, seed, phases }, trainable.values));
      return sets[0]!;
    },
    createOptimizer: (c) => plugins.optimizer.create(c, optimizerValues),
  });
  const slots = slotsOf(experiment, config, workspace.shape);
  const sampler = new AnswerSampler({ owner, device, workspace, parameters: network.parameters });
  const objectiveContext: ObjectiveContext = {
    seed,
    verbs: new ModelVerbs(network, `${owner}.${config.objective.id}`, slots[0]!),
    samplerOf: (parameters) => sampler.of(parameters),
    rewardOf: (taskId) => verifierOf(taskId),
  };
  const verbs = plugins.methods.map(
    ({ choice }, i) => new ModelVerbs(network, `${owner}.${choice.id}`, slots[i + 1]!),
  );
  const methods: Method[] = plugins.methods.map(({ plugin, choice }, i) =>
    plugin.create({ ...context, sampler, verbs: verbs[i]! }, valuesOf(config, plugin.info, choice)),
  );
  const setVerbs = new ModelVerbs(network, `${owner}.trainable`, [0]);
  return new Learner({
    config,
    network,
    sampler,
    methods,
    trainable: { set: sets[0]!, context: { ...context, sampler, verbs: setVerbs } },
    verbs: [objectiveContext.verbs, setVerbs, ...verbs],
    trains: plugins.objective.trains,
    objective: plugins.objective.create(
      objectiveContext,
      valuesOf(config, plugins.objective.info, config.objective),
    ),
    schedule: plugins.schedule.create(null, scheduleValues),
    resetAtBoundary: optimizerValues['boundary'] === 'reset',
    log,
  });
}
