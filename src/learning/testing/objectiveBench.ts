// One objective on one small network on the CPU device, with a verifier of the test's own: its steps are run by a learner
// and what it prepares for them can be looked at.

import type { Reward } from '../example.ts';
import { defaultValues, type ParamSpecs, type Values } from '../../core/params.ts';
import { AccessLog } from '../accessLog.ts';
import { Learner } from '../learner.ts';
import type { Objective, Prepared } from '../roles.ts';
import { ModelVerbs } from '../modelVerbs.ts';
import type { ObjectivePlugin } from '../objectives/objective.ts';
import type { StreamItem } from '../stream.ts';
import { answerDraft, buildItem } from '../tasks/item.ts';
import { smallNetwork } from './methodBench.ts';
import { learnerLike } from './tinyExperiment.ts';

/** `count` times the same prompt. */
export function samePrompts(count: number, prompt = '<reverse>abc='): StreamItem[] {
  const item = buildItem(answerDraft(prompt, 'cba'));
  return Array.from({ length: count }, () => ({ item, taskId: 'reverse', phase: 0 }));
}

/** Right where the first token is even: about half of what random weights answer. */
export const firstIsEven: Reward = (_, answer) => (answer[0]! % 2 === 0 ? 1 : 0);

export class ObjectiveBench {
  readonly objective: Objective;
  readonly learner: Learner;
  readonly verbs: ModelVerbs;
  readonly device: ReturnType<typeof smallNetwork>['device'];
  readonly network: ReturnType<typeof smallNetwork>['network'];
  private readonly freeWorkspace: () => void;

  private constructor(
    make: (context: Parameters<ObjectivePlugin['create']>[0]) => Objective,
    reward: Reward,
    rate: number,
  ) {
    const { device, workspace, network, sampler } = smallNetwork();
    this.device = device;
    this.network = network;
    this.verbs = new ModelVerbs(network, 'bench.objective', [0, 1]);
    this.objective = make({
      verbs: this.verbs,
      seed: 1,
      samplerOf: (parameters) => sampler.of(parameters),
      rewardOf: () => reward,
    });
    this.learner = new Learner({
      config: learnerLike({}),
      network,
      sampler,
      trains: true,
      objective: this.objective,
      methods: [],
      verbs: [this.verbs],
      schedule: { factor: () => rate / network.optimizer.learningRate },
      resetAtBoundary: true,
      log: new AccessLog([]),
    });
    this.freeWorkspace = () => workspace.dispose();
  }

  /** `rate`: the learning rate of plain SGD. */
  static of<S extends ParamSpecs>(
    plugin: ObjectivePlugin<S>,
    change: Partial<Values<S>> = {},
    reward: Reward = firstIsEven,
    rate = 1,
  ): ObjectiveBench {
    const values = { ...defaultValues(plugin.info.params), ...change };
    return new ObjectiveBench((context) => plugin.create(context, values), reward, rate);
  }

  private static position(step: number) {
    return { step, totalSteps: 1000, phaseStep: step, phaseSteps: 1000 };
  }

  async prepare(items: readonly StreamItem[], step: number): Promise<Prepared> {
    const prepared = await this.objective.prepare!(items, ObjectiveBench.position(step));
    if (!prepared) throw new Error('expected examples, got none');
    return prepared;
  }

  /** One whole step; what came of its samples. */
  async step(items: readonly StreamItem[], step: number) {
    await this.learner.trainStep(items, ObjectiveBench.position(step));
    return this.learner.sampled.get(step)!;
  }

  /** Probabilities of the token after this item's prompt. */
  async probabilities({ item }: StreamItem): Promise<number[]> {
    const tokens = Uint32Array.from(item.tokens.slice(0, item.scored.indexOf(true)));
    const { length } = tokens;
    const targets = new Uint32Array(length);
    const weights = new Float32Array(length);
    const logits = await this.network.logits({ rows: 1, length, tokens, targets, weights });
    const last = [...logits.subarray(logits.length - 112)].map((z) => Math.exp(z));
    const sum = last.reduce((a, b) => a + b, 0);
    return last.map((e) => e / sum);
  }

  /** Frees everything; what is left on the device then is a leak. */
  dispose() {
    this.learner.dispose();
    this.freeWorkspace();
    return this.device.counters;
  }
}
