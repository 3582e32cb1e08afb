// What every objective promises, on the CPU device: its card is complete, it runs over two phases beside every method that
// is not refused, costs what it declares, gives the same figures twice, and leaves nothing behind. An objective is tested by
// being listed.

import { describe, expect, test } from 'vitest';
import type { Experiment } from '../core/experiment.ts';
import type { Choice } from '../core/plugin.ts';
import { CpuDevice } from '../engine/cpuDevice.ts';
import { initialParameters } from '../engine/model/init.ts';
import { createWorkspace } from '../engine/model/workspace.ts';
import { batchSlots, buildLearner, declaredCost, rowsPerExample } from './buildLearner.ts';
import { METHODS } from './methods/index.ts';
import type { MethodPlugin } from './methods/method.ts';
import { OBJECTIVES } from './objectives/index.ts';
import type { ObjectivePlugin } from './objectives/objective.ts';
import { makeStream } from './stream.ts';
import {
  BRIEF_EXPERIMENT,
  SMALL_METHODS,
  TINY_EXPERIMENT,
  TINY_SHAPE,
  learnerLike,
  runToEnd,
} from './testing/tinyExperiment.ts';

function experimentWith(
  objective: string,
  methods: readonly Choice[] = [],
  experiment = TINY_EXPERIMENT,
): Experiment {
  return {
    ...experiment,
    learners: [learnerLike({ objective: { id: objective, params: {} }, methods: [...methods] })],
  };
}

const objectives = OBJECTIVES as readonly ObjectivePlugin[];
const listed = objectives.map((plugin) => [plugin.info.id, plugin] as const);

describe.each(listed)('objective %s', (id, plugin) => {
  test('says on its card what it does, when it works and when it fails', () => {
    const { summary, equation, worksWhen, failsWhen, params, mainKnob, citation } = plugin.info;
    for (const text of [summary, equation, worksWhen, failsWhen])
      expect(text.length).toBeGreaterThan(5);
    if (citation) expect(citation.url).toMatch(/^https:\/\//);
    if (Object.keys(params).length > 0) expect(Object.keys(params)).toContain(mainKnob);
  });

  test('holds and does what it declares, over two phases', async () => {
    const experiment = experimentWith(id);
    const { phases, batchSize } = experiment;
    const config = experiment.learners[0]!;
    const device = new CpuDevice();
    const sequences = rowsPerExample(config) * batchSize;
    const workspace = createWorkspace(
      device,
      TINY_SHAPE,
      sequences * TINY_SHAPE.context,
      sequences,
      batchSlots(experiment, config, TINY_SHAPE),
    );
    const initial = initialParameters(TINY_SHAPE, 1);
    const learner = buildLearner({ experiment, config, seed: 1, device, workspace, initial });
    const stream = makeStream(phases, 1);
    for (let step = 0; learner.trains && step < stream.totalSteps; step++) {
      const phaseStep = step % 6;
      const position = { step, totalSteps: stream.totalSteps, phaseStep, phaseSteps: 6 };
      await learner.trainStep(stream.items(step, batchSize), position);
    }
    const declared = declaredCost(experiment, config, TINY_SHAPE);
    const spent = learner.spent();
    expect(spent.vectors).toBe(declared.vectors);
    expect(spent.storedExamples).toBe(declared.storedExamples);
    expect(spent.sequences).toBeCloseTo(declared.passes * batchSize * stream.totalSteps, 6);
    learner.dispose();
    workspace.dispose();
    expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
  });

  test('gives the same losses and accuracies twice, and reports what it sampled', async () => {
    const [first, second] = [
      await runToEnd(experimentWith(id)),
      await runToEnd(experimentWith(id)),
    ];
    expect(second.losses).toEqual(first.losses);
    expect(second.evaluations).toEqual(first.evaluations);
    expect(first.losses).toHaveLength(plugin.trains ? 12 : 0);
    for (const { reward, coverage, entropy } of first.losses) {
      expect(entropy !== undefined).toBe(plugin.samplesAnswers === true);
      expect(reward !== undefined).toBe(plugin.samplesAnswers === true);
      expect(coverage !== undefined).toBe(plugin.samplesAnswers === true);
    }
  });
});

const sampling = objectives.filter((plugin) => plugin.samplesAnswers);

describe.each(sampling.map((plugin) => [plugin.info.id, plugin] as const))(
  'sampling objective %s',
  (id, plugin) => {
    const refused = (method: MethodPlugin): boolean =>
      method.ignoresStream === true ||
      (method.choosesBatch === true && plugin.choosesBatch === true);
    const methods = METHODS as readonly MethodPlugin[];

    test.each(methods.map((m) => [m.info.id, m] as const))('with %s', async (methodId, method) => {
      const choice = { id: methodId, params: SMALL_METHODS[methodId] ?? {} };
      const experiment = experimentWith(id, [choice], BRIEF_EXPERIMENT);
      if (refused(method)) {
        await expect(runToEnd(experiment)).rejects.toThrow(/expected .* got .* and /);
        expect(() => declaredCost(experiment, experiment.learners[0]!, TINY_SHAPE)).toThrow(
          method.info.label,
        );
        return;
      }
      const device = new CpuDevice();
      const { losses } = await runToEnd(experiment, device);
      expect(losses.filter((l) => Number.isFinite(l.loss))).toHaveLength(4);
      expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
    });

    test('is refused, before Run, for tasks whose answers cannot be checked', async () => {
      const phases = [{ tasks: [{ id: 'grammar', weight: 1 }], steps: 2, blur: 0 }];
      const experiment = { ...experimentWith(id), phases };
      const problem = 'expected tasks whose answers can be checked, got Grammar';
      expect(() => declaredCost(experiment, experiment.learners[0]!, TINY_SHAPE)).toThrow(problem);
      await expect(runToEnd(experiment)).rejects.toThrow(problem);
    });
  },
);
