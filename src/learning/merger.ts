// What can be asked of a run that is over, without training again: how a learner does at weights between the base and those
// that it ended with. A learner whose method merges separate tasks is merged by that method's own rule; any other one lies on
// the straight line from the base through its last weights (WiSE-FT, Wortsman et al. 2022, arXiv 2109.01903).

import { AppError } from '../core/errors.ts';
import type { Experiment, LearnerConfig } from '../core/experiment.ts';
import { find } from '../core/plugin.ts';
import type { Merged, MergeableLearner } from '../core/protocol.ts';
import type { Device } from '../engine/device.ts';
import { Network } from '../engine/model/network.ts';
import { parameterLayout } from '../engine/model/shape.ts';
import { type Workspace, createWorkspace } from '../engine/model/workspace.ts';
import { ADAMW_DEFAULTS, adamw } from '../engine/optimizers/adamw.ts';
import { AnswerSampler } from './answerSampler.ts';
import { valuesOf } from './choiceValues.ts';
import { type EvaluationSet, evaluateNetwork } from './evaluate.ts';
import { METHODS } from './methods/index.ts';
import type { MethodPlugin } from './methods/method.ts';
import { type MergeRule, addTaskVectors } from './parts/merging.ts';
import { CONTEXT } from './tasks/vocabulary.ts';

/** Bytes of weights that are kept on the host. */
const MOST_BYTES = 256 * 2 ** 20;

const STRAIGHT_LINE = String.raw`\theta_0 + s\,(\theta - \theta_0)`;

interface Rule extends Omit<MergeableLearner, 'learnerId'> {
  readonly merge: MergeRule;
  /** It needs the weights of every phase, not only the last ones. */
  readonly everyPhase: boolean;
}

/** How the weights of a learner are put together with the base. */
function ruleOf(config: LearnerConfig): Rule {
  for (const choice of config.methods) {
    const plugin = find<MethodPlugin>(METHODS as readonly MethodPlugin[], 'method', choice.id);
    if (!plugin.merge) continue;
    const values = valuesOf(config, plugin.info, choice);
    const coefficient = Number(values[plugin.info.mainKnob!]);
    const { equation } = plugin.info;
    return { merge: plugin.merge(values), everyPhase: true, equation, coefficient };
  }
  return { merge: addTaskVectors, everyPhase: false, equation: STRAIGHT_LINE, coefficient: 1 };
}

export interface MergerOptions {
  readonly experiment: Experiment;
  readonly seed: number;
  readonly device: Device;
  readonly workspace: Workspace;
  readonly base: Float32Array;
  readonly evaluationSet: EvaluationSet;
}

/** The weights of one seed's learners, and a network of its own to evaluate what is made of them. */
export class Merger {
  readonly seed: number;
  private readonly options: MergerOptions;
  private readonly rules: ReadonlyMap<string, Rule>;
  private readonly ended = new Map<string, Float32Array[]>();
  private made: { workspace: Workspace; network: Network; sampler: AnswerSampler } | null = null;

  constructor(options: MergerOptions) {
    this.options = options;
    this.seed = options.seed;
    this.rules = new Map(options.experiment.learners.map((l) => [l.id, ruleOf(l)]));
  }

  /** Learners that have finished a phase and whose weights there was room for. */
  get learners(): MergeableLearner[] {
    return [...this.ended.keys()].map((learnerId) => {
      const { equation, coefficient } = this.rules.get(learnerId)!;
      return { learnerId, equation, coefficient };
    });
  }

  /** Keeps the weights that a learner has ended a phase with; where there is no room, the learner cannot be merged. */
  keep(learnerId: string, weights: Float32Array): void {
    const before = this.ended.get(learnerId) ?? [];
    const replaces = before.length > 0 && !this.rules.get(learnerId)!.everyPhase;
    const kept = replaces ? [weights] : [...before, weights];
    this.ended.delete(learnerId);
    const vectors = [...this.ended.values(), kept].reduce((sum, list) => sum + list.length, 0);
    if (vectors * weights.byteLength <= MOST_BYTES) this.ended.set(learnerId, kept);
  }

  private make() {
    const { device, workspace: like, base } = this.options;
    const { shape, maxSequences } = like;
    const workspace = createWorkspace(device, shape, maxSequences * CONTEXT, maxSequences);
    const owner = 'merged';
    const network = new Network({
      owner,
      device,
      workspace,
      layout: parameterLayout(shape),
      initial: base,
      createOptimizer: (context) => adamw.create(context, ADAMW_DEFAULTS),
    });
    const { parameters } = network;
    return {
      workspace,
      network,
      sampler: new AnswerSampler({ owner, device, workspace, parameters }),
    };
  }

  /** Evaluates a learner at a coefficient; null when `stop` cut it short. */
  async evaluate(
    learnerId: string,
    coefficient: number,
    stop?: () => boolean,
  ): Promise<Merged | null> {
    const ended = this.ended.get(learnerId);
    if (!ended) {
      const message = `merging: expected a learner whose weights were kept, got '${learnerId}'.`;
      throw new AppError('bad-config', message, 'Run the experiment again.');
    }
    const { base, device, evaluationSet } = this.options;
    this.made ??= this.make();
    const { network, sampler } = this.made;
    const weights = this.rules.get(learnerId)!.merge(base, ended, coefficient);
    device.write(network.parameters.buffer, weights);
    const result = await evaluateNetwork(
      network,
      { ...evaluationSet, sample: null },
      stop,
      sampler,
    );
    return result && { learnerId, coefficient, accuracy: result.accuracy, loss: result.loss };
  }

  dispose(): void {
    this.made?.sampler.dispose();
    this.made?.network.dispose();
    this.made?.workspace.dispose();
    this.made = null;
  }
}
