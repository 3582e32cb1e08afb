// What every set of trainable parameters promises, on the CPU device: it learns, it costs what it declares, nothing of it is
// left afterwards, where it can train everything it is naive bit for bit, and with each method it runs or is refused.

import { describe, expect, test } from 'vitest';
import type { Experiment, LearnerConfig } from '../core/experiment.ts';
import type { ParamValues } from '../core/params.ts';
import { CpuDevice } from '../engine/cpuDevice.ts';
import { initialParameters } from '../engine/model/init.ts';
import { parameterLayout } from '../engine/model/shape.ts';
import { createWorkspace } from '../engine/model/workspace.ts';
import { buildLearner, declaredCost } from './buildLearner.ts';
import { describeExperiment } from './describe.ts';
import { METHODS } from './methods/index.ts';
import type { MethodPlugin } from './methods/method.ts';
import { makeStream } from './stream.ts';
import {
  BRIEF_EXPERIMENT,
  SMALL_METHODS,
  TINY_EXPERIMENT,
  TINY_SHAPE,
  learnerLike,
  runToEnd,
} from './testing/tinyExperiment.ts';
import { trainableFacts } from './trainableChoice.ts';
import { TRAINABLES } from './trainables/index.ts';

/** Settings that keep a run on the CPU short. */
const SMALL: Readonly<Record<string, ParamValues>> = {
  lora: { rank: 4 },
  'o-lora': { rank: 2 },
  sparse: { share: 0.1, inputs: 4 },
};

/** Settings at which a set trains everything; LoRA has none, since embeddings and norms have no factors. */
const EVERYTHING: Readonly<Record<string, ParamValues>> = {
  freezing: { depth: 0 },
  sparse: { share: 1, inputs: 1 },
};

function learnerWith(id: string, change: ParamValues = {}, rate = 0.01): LearnerConfig {
  const trainable = { id, params: { ...SMALL[id], ...change } };
  return learnerLike({ trainable, optimizer: { id: 'adamw', params: { learningRate: rate } } });
}

const withLearner = (learner: LearnerConfig): Experiment => ({
  ...TINY_EXPERIMENT,
  learners: [learner],
});

async function figuresOf(learner: LearnerConfig) {
  const { losses, evaluations } = await runToEnd(withLearner(learner));
  return [losses.map((l) => [l.loss, l.gradientNorm]), evaluations.map((e) => e.loss)];
}

describe.each(TRAINABLES.map((plugin) => [plugin.info.id, plugin.info] as const))(
  'trainable set %s',
  (id, info) => {
    test('says on its card what it does, when it works and where it comes from', () => {
      for (const text of [info.summary, info.equation, info.worksWhen, info.failsWhen])
        expect(text.length).toBeGreaterThan(10);
      if (id === 'all') return;
      expect(info.citation?.url).toMatch(/^https:\/\//);
      expect(Object.keys(info.params)).toContain(info.mainKnob);
    });

    test('lowers the loss of what it is taught within 20 steps, and frees every buffer', async () => {
      const device = new CpuDevice();
      const phases = [{ tasks: [{ id: 'copy', weight: 1 }], steps: 20, blur: 0 }];
      const experiment = { ...withLearner(learnerWith(id, {}, 0.05)), phases };
      const { evaluations, capabilities } = await runToEnd(experiment, device);
      const copy = capabilities.findIndex((c) => c.id === 'copy');
      expect(evaluations.at(-1)!.loss[copy]!).toBeLessThan(0.95 * evaluations[0]!.loss[copy]!);
      expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
    });

    test('holds what it declares, over two phases', async () => {
      const config = learnerWith(id);
      const experiment = withLearner(config);
      const device = new CpuDevice();
      const workspace = createWorkspace(device, TINY_SHAPE, 32 * TINY_SHAPE.context, 32);
      const initial = initialParameters(TINY_SHAPE, 1);
      const learner = buildLearner({ experiment, config, seed: 1, device, workspace, initial });
      const stream = makeStream(experiment.phases, 1);
      for (const phase of [0, 1]) {
        await learner.beginPhase(phase);
        const position = { step: 6 * phase, totalSteps: 12, phaseStep: 0, phaseSteps: 6 };
        await learner.trainStep(stream.items(6 * phase, 4), position);
        await learner.endPhase(phase);
      }
      const declared = declaredCost(experiment, config, TINY_SHAPE);
      expect(learner.spent()).toMatchObject({
        vectors: declared.vectors,
        boundarySequences: declared.boundarySequences,
        sequences: 0,
      });
      const facts = trainableFacts(experiment, config, parameterLayout(TINY_SHAPE));
      const { part } = learner.network;
      expect((part as unknown as { held: { elements: number } }).held.elements).toBe(
        facts.elements,
      );
      const { costs, parameters } = describeExperiment(experiment, [], null);
      expect(costs[0]!.trained ?? parameters).toBe(facts.trained);
      learner.dispose();
      workspace.dispose();
      expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
    });

    test('is naive bit for bit where it trains everything, and not naive at its defaults', async () => {
      const naive = await figuresOf(learnerWith('all'));
      if (EVERYTHING[id]) expect(await figuresOf(learnerWith(id, EVERYTHING[id]))).toEqual(naive);
      if (id !== 'all') expect(await figuresOf(learnerWith(id))).not.toEqual(naive);
    });
  },
);

test('O-LoRA without a penalty is LoRA, merged at each boundary, bit for bit', async () => {
  const without = await figuresOf(learnerWith('o-lora', { strength: 0, rank: 2 }));
  expect(without).toEqual(await figuresOf(learnerWith('lora', { rank: 2 })));
  expect(await figuresOf(learnerWith('o-lora'))).not.toEqual(without);
});

const pairs = TRAINABLES.flatMap((set) => METHODS.map((method) => [set, method] as const));

/** Methods that give weights new values, whichever were chosen. */
const RENEWING = ['shrink-and-perturb', 'continual-backprop'];

/** Directions of whole gradients mean nothing to factors, and a choice of weights does not survive their replacement. */
const isRefused = (set: string, method: MethodPlugin): boolean =>
  ['lora', 'o-lora'].includes(set)
    ? method.info.family === 'projection' || method.info.id === 'continual-backprop'
    : set === 'sparse' && RENEWING.includes(method.info.id);

test.each(pairs.map(([set, method]) => [set.info.id, method.info.id, method] as const))(
  '%s with %s runs or is refused before Run, with the reason',
  async (set, method, plugin) => {
    const methods = [{ id: method, params: SMALL_METHODS[method] ?? {} }];
    const experiment = { ...BRIEF_EXPERIMENT, learners: [{ ...learnerWith(set), methods }] };
    if (isRefused(set, plugin as MethodPlugin)) {
      expect(() => describeExperiment(experiment, [], null)).toThrow(
        /expected methods and an optimizer that work with .*, got .*: /,
      );
      return;
    }
    const device = new CpuDevice();
    const { losses } = await runToEnd(experiment, device);
    expect(losses.filter((l) => Number.isFinite(l.loss))).toHaveLength(4);
    expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
  },
);

test('kept factors refuse what changes weights at boundaries, all factors what does within a phase', () => {
  const described = (params: ParamValues, method: { id: string; params: ParamValues }) => () =>
    describeExperiment(
      withLearner({ ...learnerWith('lora', params), methods: [method] }),
      [],
      null,
    );
  const wise = { id: 'wise-ft', params: {} };
  expect(described({ boundary: 'keep' }, wise)).toThrow('kept factors would bring back');
  expect(described({ boundary: 'merge' }, wise)).not.toThrow();
  const update = { id: 'a-gem', params: { projected: 'update' } };
  expect(described({}, update)).toThrow('changes weights within a phase');
});

test('factors refuse an optimizer that takes whole matrices', () => {
  const optimizer = { id: 'muon', params: {} };
  const of = (id: string) => () =>
    describeExperiment(withLearner({ ...learnerWith(id), optimizer }), [], null);
  expect(of('lora')).toThrow('Muon works on whole matrices');
  expect(of('freezing')).not.toThrow();
});

test('a set that does not fit the model is refused before Run', () => {
  const experiment = withLearner(learnerWith('freezing', { depth: 5 }));
  expect(() => describeExperiment(experiment, [], null)).toThrow('at most 2 frozen from below');
});
