// What every method promises, on the CPU device: its knob at its lowest is plain fine-tuning, it learns, it goes through
// two phases, it costs what it declares, and nothing of it is left afterwards. A method is tested by being listed.

import { describe, expect, test } from 'vitest';
import type { Experiment, LearnerConfig } from '../core/experiment.ts';
import type { ParamSpec, ParamValues } from '../core/params.ts';
import type { Choice } from '../core/plugin.ts';
import { CpuDevice } from '../engine/cpuDevice.ts';
import { createWorkspace } from '../engine/model/workspace.ts';
import { initialParameters } from '../engine/model/init.ts';
import { batchSlots, buildLearner, declaredCost } from './buildLearner.ts';
import { METHODS } from './methods/index.ts';
import type { MethodPlugin } from './methods/method.ts';
import { makeStream } from './stream.ts';
import {
  SMALL_METHODS,
  TINY_EXPERIMENT,
  TINY_SHAPE,
  learnerLike,
  runToEnd,
} from './testing/tinyExperiment.ts';

const choice = (id: string, change: ParamValues = {}): Choice => ({
  id,
  params: { ...SMALL_METHODS[id], ...change },
});

function learnerWith(id: string, change: ParamValues = {}, rate = 0.003): LearnerConfig {
  const methods = [choice(id, change)];
  return learnerLike({ id, methods, optimizer: { id: 'adamw', params: { learningRate: rate } } });
}

/** Every loss, gradient norm and evaluation of a learner. */
async function figuresOf(experiment: Experiment) {
  const { losses, evaluations } = await runToEnd(experiment);
  return {
    losses: losses.map((l) => [l.loss, l.gradientNorm]),
    accuracies: evaluations.map((e) => [e.accuracy, e.loss]),
  };
}

const twoPhases = (learner: LearnerConfig): Experiment => ({
  ...TINY_EXPERIMENT,
  learners: [learner],
});

describe.each(METHODS.map((plugin) => [plugin.info.id, plugin.info] as const))(
  'method %s',
  (id, info) => {
    test('says on its card what it does, when it works and where it comes from', () => {
      for (const text of [info.summary, info.equation, info.worksWhen, info.failsWhen])
        expect(text.length).toBeGreaterThan(10);
      expect(info.citation?.url).toMatch(/^https:\/\//);
      expect(Object.keys(info.params)).toContain(info.mainKnob);
    });

    test('lowers the loss of what it is taught within 20 steps, and frees every buffer', async () => {
      const device = new CpuDevice();
      const phases = [{ tasks: [{ id: 'copy', weight: 1 }], steps: 20, blur: 0 }];
      const experiment = { ...twoPhases(learnerWith(id, {}, 0.02)), phases };
      const { evaluations, capabilities } = await runToEnd(experiment, device);
      const copy = capabilities.findIndex((c) => c.id === 'copy');
      expect(evaluations.at(-1)!.loss[copy]!).toBeLessThan(0.9 * evaluations[0]!.loss[copy]!);
      expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
    });

    test('holds and does what it declares, over two phases', async () => {
      const experiment = twoPhases(learnerWith(id));
      const { phases, batchSize, learners } = experiment;
      const device = new CpuDevice();
      const config = learners[0]!;
      const slots = batchSlots(experiment, config, TINY_SHAPE);
      const workspace = createWorkspace(device, TINY_SHAPE, 32 * TINY_SHAPE.context, 32, slots);
      const initial = initialParameters(TINY_SHAPE, 1);
      const learner = buildLearner({ experiment, config, seed: 1, device, workspace, initial });
      const stream = makeStream(phases, 1);
      let most = 0;
      for (let step = 0; step < stream.totalSteps; step++) {
        const phase = stream.phaseAt(step);
        const phaseStep = step - stream.boundaries[phase]!;
        const position = { step, totalSteps: stream.totalSteps, phaseStep, phaseSteps: 6 };
        if (phaseStep === 0) await learner.beginPhase(phase);
        await learner.trainStep(stream.items(step, batchSize), position);
        if (phaseStep === 5) await learner.endPhase(phase);
        most = Math.max(most, learner.spent().storedExamples);
      }
      const declared = declaredCost(experiment, config, TINY_SHAPE);
      const spent = learner.spent();
      expect(spent.vectors).toBe(declared.vectors);
      expect(spent.boundarySequences).toBe(declared.boundarySequences);
      const sequences = declared.passes * batchSize * stream.totalSteps;
      expect(spent.sequences).toBeLessThanOrEqual(sequences);
      expect(spent.sequences > 0).toBe(sequences > 0);
      expect(most).toBeLessThanOrEqual(declared.storedExamples);
      expect(most > 0).toBe(declared.storedExamples > 0);
      learner.dispose();
      workspace.dispose();
      expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
    });
  },
);

const ALL: readonly MethodPlugin[] = METHODS as readonly MethodPlugin[];

/** Those that protect a sequence: neither the upper reference nor those that learn each phase apart are fine-tuning at any setting. */
const PROTECTIONS = ALL.filter((plugin) => plugin.info.id !== 'joint' && !plugin.learnsApart);

describe.each(ALL.filter((p) => p.learnsApart).map((p) => [p.info.id, p.info] as const))(
  'merging %s',
  (id, info) => {
    const accuraciesOf = async (learner: LearnerConfig, steps = 6) => {
      const experiment = twoPhases(learner);
      const phases = experiment.phases.map((phase) => ({ ...phase, steps }));
      return (await figuresOf({ ...experiment, phases })).accuracies;
    };

    test('with its knob at its lowest is the base at every evaluation', async () => {
      const [base, ...later] = await accuraciesOf(learnerWith(id, { [info.mainKnob!]: 0 }));
      expect(later.length).toBeGreaterThan(1);
      for (const row of later) expect(row).toEqual(base);
    });

    test('with its knob at its default is not the base', async () => {
      const rows = await accuraciesOf(learnerWith(id, {}, 0.03));
      expect(rows.at(-1)).not.toEqual(rows[0]);
    });
  },
);

describe.each(PROTECTIONS.map((plugin) => [plugin.info.id, plugin.info] as const))(
  'protection %s',
  (id, info) => {
    test('with its knob at its lowest is naive bit for bit', async () => {
      const naive = { ...learnerWith(id), methods: [] };
      const knob = Object.entries<ParamSpec>(info.params).find(([key]) => key === info.mainKnob);
      const lowest = knob?.[1].kind === 'number' ? knob[1].min : NaN;
      const off = learnerWith(id, { [info.mainKnob!]: lowest });
      expect(await figuresOf(twoPhases(off))).toEqual(await figuresOf(twoPhases(naive)));
    });

    test('with its knob at its default is not naive, even if it acts on conflicts only', async () => {
      // Long enough, at a rate that overshoots, that gradients turn against each other.
      const learner = learnerWith(id, {}, 0.1);
      const experiment = twoPhases(learner);
      const long = { ...experiment, phases: experiment.phases.map((p) => ({ ...p, steps: 20 })) };
      const naive = { ...long, learners: [{ ...learner, methods: [] }] };
      expect(await figuresOf(long)).not.toEqual(await figuresOf(naive));
    });
  },
);
