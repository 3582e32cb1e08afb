// Evaluation in pooled batches gives every capability what it gets alone, and what the definition of an exact match says.

import { describe, expect, test } from 'vitest';
import { CpuDevice } from '../engine/cpuDevice.ts';
import { TEST_SHAPE, testNetwork } from '../engine/testing/tinyNetwork.ts';
import { capabilitiesOf } from './capabilities.ts';
import { AnswerSampler } from './answerSampler.ts';
import { evaluateNetwork, makeEvaluationSet } from './evaluate.ts';
import { CONTEXT, VOCABULARY_SIZE } from './tasks/vocabulary.ts';

const SHAPE = { ...TEST_SHAPE, vocabulary: VOCABULARY_SIZE, context: CONTEXT };
const PHASES = ['reverse', 'double'].map((id) => ({
  tasks: [{ id, weight: 1 }],
  steps: 1,
  blur: 0,
}));
const CAPABILITIES = capabilitiesOf(PHASES, 5);

/** A function of the answer that about half of random answers meet. */
const reward = (_: unknown, answer: readonly number[]) => (answer[0]! % 2 === 0 ? 1 : 0);

describe('evaluation', () => {
  test('where many answers are right, the share of drawn ones that are, the same at every call', async () => {
    const device = new CpuDevice();
    const { network, workspace, dispose } = testNetwork(device, SHAPE);
    const [first, ...others] = capabilitiesOf(PHASES, 11);
    const set = makeEvaluationSet([{ ...first!, reward }, ...others], 4 * CONTEXT, 4);
    const { parameters } = network;
    const sampler = new AnswerSampler({ owner: 'test', device, workspace, parameters });
    const result = await evaluateNetwork(network, set, undefined, sampler);
    const plain = await evaluateNetwork(
      network,
      makeEvaluationSet([first!, ...others], 4 * CONTEXT, 4),
    );
    expect(result!.loss).toEqual(plain!.loss);
    expect(result!.accuracy.slice(1)).toEqual(plain!.accuracy.slice(1));
    expect(result!.accuracy[0]! * 11).toBeCloseTo(Math.round(result!.accuracy[0]! * 11), 9);
    expect(result!.accuracy[0]).toBeGreaterThan(0);
    expect(result!.accuracy[0]).toBeLessThan(1);
    expect(await evaluateNetwork(network, set, undefined, sampler)).toEqual(result);
    await expect(evaluateNetwork(network, set)).rejects.toThrow('expected a sampler');
    sampler.dispose();
    dispose();
    expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
  });

  test('pooled by length, every item once, short ones not padded to the longest', () => {
    const { batches } = makeEvaluationSet(CAPABILITIES, 4 * CONTEXT, 4);
    const rows = batches.flatMap(({ owners }) => owners);
    CAPABILITIES.forEach(({ items }, c) => {
      const places = rows.flatMap(({ capability, place }) => (capability === c ? [place] : []));
      expect(places.toSorted((a, b) => a - b)).toEqual([...items.keys()]);
    });
    expect(batches.every(({ batch, owners }) => batch.rows === owners.length)).toBe(true);
    const lengths = batches.map(({ batch }) => batch.length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(lengths[0]).toBeLessThan(lengths.at(-1)!);
  });

  test('accuracy and loss of each capability are what it gets when evaluated alone', async () => {
    const { network, dispose } = testNetwork(new CpuDevice(), SHAPE);
    const pooled = await evaluateNetwork(network, makeEvaluationSet(CAPABILITIES, 8 * CONTEXT, 8));
    for (const [c, capability] of CAPABILITIES.entries()) {
      const alone = await evaluateNetwork(network, makeEvaluationSet([capability], CONTEXT, 1));
      expect(pooled!.accuracy[c]).toBe(alone!.accuracy[0]);
      expect(pooled!.loss[c]).toBeCloseTo(alone!.loss[0]!, 4);
      // Random weights know nothing: about as unsure as a uniform guess.
      expect(pooled!.loss[c]).toBeGreaterThan(0.5 * Math.log(VOCABULARY_SIZE));
    }
    dispose();
  });
});
