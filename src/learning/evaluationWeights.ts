// Evaluation at weights other than those that train: a running average, or a mixture with the base. The trained weights are
// set aside in the gradients, which hold nothing between steps, and are put back bit for bit.

import type { Invocation, Program } from '../engine/device.ts';
import { copyVector } from '../engine/flatVector.ts';
import type { Network } from '../engine/model/network.ts';
import { ModelVerbs } from './modelVerbs.ts';

export class EvaluationWeights {
  private readonly network: Network;
  private readonly verbs: ModelVerbs;
  private readonly setAside: Program;
  private readonly putBack: Program;

  constructor(network: Network, owner: string) {
    this.network = network;
    this.verbs = new ModelVerbs(network, `${owner}.evaluation`, []);
    const { parameters, gradients } = this.verbs;
    this.setAside = this.verbs.record('setAside', (r) => copyVector(r, parameters, gradients));
    this.putBack = this.verbs.record('putBack', (r) => copyVector(r, gradients, parameters));
  }

  /** What `body` resolves to, run with the weights that `changes` make of the trained ones, each of what the one before left. */
  async during<T>(
    changes: readonly (() => Promise<readonly Invocation[]>)[],
    body: () => Promise<T>,
  ): Promise<T> {
    if (changes.length === 0) return body();
    await this.verbs.run(this.setAside);
    try {
      for (const change of changes) await this.verbs.submit(await change());
      return await body();
    } finally {
      await this.verbs.run(this.putBack);
    }
  }

  dispose(): void {
    this.verbs.dispose();
  }
}
