// One method on one small network on the CPU device, without a trainer: its hooks are called by hand and the vectors that
// they leave are read, so that a method can be held against its paper's own arithmetic.

import { defaultValues, type ParamSpecs, type Values } from '../../core/params.ts';
import { Rng } from '../../core/rng.ts';
import { CpuDevice } from '../../engine/cpuDevice.ts';
import type { Invocation } from '../../engine/device.ts';
import type { FlatVector } from '../../engine/flatVector.ts';
import { initialParameters } from '../../engine/model/init.ts';
import { Network } from '../../engine/model/network.ts';
import { parameterLayout } from '../../engine/model/shape.ts';
import { createWorkspace } from '../../engine/model/workspace.ts';
import { sgd } from '../../engine/optimizers/sgd.ts';
import { AnswerSampler } from '../answerSampler.ts';
import type { Method, MethodContext } from '../roles.ts';
import type { MethodPlugin } from '../methods/method.ts';
import { ModelVerbs } from '../modelVerbs.ts';
import { baseMixture } from '../tasks/baseMixture.ts';
import { REGISTRY as TASKS } from '../tasks/index.ts';
import { TINY_SHAPE } from './tinyExperiment.ts';

/** A small network with plain SGD (no momentum, no clipping) at a learning rate of 1 unless given with each step. */
export function smallNetwork(device = new CpuDevice()) {
  const workspace = createWorkspace(device, TINY_SHAPE, 16 * TINY_SHAPE.context, 16, 5);
  const network = new Network({
    owner: 'bench',
    device,
    workspace,
    layout: parameterLayout(TINY_SHAPE),
    initial: initialParameters(TINY_SHAPE, 1),
    createOptimizer: (c) =>
      sgd.create(c, { ...defaultValues(sgd.info.params), momentum: 0, clip: 0 }),
  });
  const sampler = new AnswerSampler({
    owner: 'bench',
    device,
    workspace,
    parameters: network.parameters,
  });
  return { device, workspace, network, sampler };
}

/** A context over a network: two phases of the string world. */
export function contextOn(network: Network, sampler: AnswerSampler): MethodContext {
  const task = (id: string) => TASKS.find((t) => t.info.id === id)!;
  return {
    verbs: new ModelVerbs(network, 'bench.method', [1, 2, 3, 4]),
    sampler,
    seed: 1,
    batchSize: 4,
    phases: ['reverse', 'next'].map((id) => ({ tasks: [{ id, weight: 1 }], steps: 6, blur: 0 })),
    initialWeights: () => initialParameters(TINY_SHAPE, 1),
    sampleGeneral: (rng) => baseMixture().sample(rng),
    sampleTask: (id, rng) => task(id).sample(rng),
  };
}

export class MethodBench {
  readonly device: CpuDevice;
  readonly network: Network;
  readonly method: Method;
  readonly context: MethodContext;

  private constructor(method: (context: MethodContext) => Method) {
    const { device, network, sampler } = smallNetwork();
    this.device = device;
    this.network = network;
    this.context = contextOn(network, sampler);
    this.method = method(this.context);
  }

  static of<S extends ParamSpecs>(
    plugin: MethodPlugin<S>,
    change: Partial<Values<S>> = {},
  ): MethodBench {
    const values = { ...defaultValues(plugin.info.params), ...change };
    return new MethodBench((context) => plugin.create(context, values));
  }

  /** Elements per vector. */
  get length(): number {
    return this.network.parameters.layout.length;
  }

  /** A vector of normal draws. */
  random(seed: number, scale = 1): Float32Array {
    const rng = new Rng(seed);
    return Float32Array.from({ length: this.length }, () => scale * rng.normal());
  }

  write(vector: FlatVector, values: Float32Array): void {
    this.device.write(vector.buffer, values);
  }

  parameters(): Promise<Float32Array> {
    return this.network.snapshot(this.network.parameters);
  }

  gradients(): Promise<Float32Array> {
    return this.network.snapshot(this.network.gradients);
  }

  run(invocations: readonly Invocation[] = []): Promise<boolean> {
    return this.device.submit(invocations);
  }

  /** One whole step on a gradient of the caller's, through the method's hooks in the trainer's order. */
  async step(gradient: Float32Array, step: number, learningRate: number): Promise<void> {
    const { method, network } = this;
    this.write(network.gradients, gradient);
    await this.run(method.keepGradient?.(step));
    await this.run(method.addPenalty?.(step));
    await this.run(method.transformGradients?.(step));
    await this.run([network.update(step, learningRate)]);
    await this.run(method.transformUpdate?.(step));
    await this.run(method.keepUpdate?.(step));
  }
}
