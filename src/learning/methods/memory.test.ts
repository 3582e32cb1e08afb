// The memory scaffolds: what is put before a prompt, what the neighbours' vote comes to in its two limits, and that a frozen
// model with a memory changes no weight and is nothing but the base without it.

import { describe, expect, test } from 'vitest';
import { CpuDevice } from '../../engine/cpuDevice.ts';
import type { Batch } from '../../engine/batch.ts';
import { makeScoredBatch } from '../batching.ts';
import { declaredCost } from '../buildLearner.ts';
import type { Item } from '../example.ts';
import { withDemonstrations } from '../parts/demonstrations.ts';
import { episodicMemory } from '../parts/episodicMemory.ts';
import type { StreamItem } from '../stream.ts';
import { FACTS } from '../tasks/facts.ts';
import { answerDraft, buildItem } from '../tasks/item.ts';
import { CONTEXT, VOCABULARY_SIZE, decode } from '../tasks/vocabulary.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { TINY_EXPERIMENT, TINY_SHAPE, learnerLike, runToEnd } from '../testing/tinyExperiment.ts';
import { neighbours } from './neighbours.ts';
import { retrieval } from './retrieval.ts';

const item = (prompt: string, answer: string): Item => buildItem(answerDraft(prompt, answer));
const seen = (items: readonly Item[], taskId = 'facts-1'): StreamItem[] =>
  items.map((i) => ({ item: i, taskId, phase: 0 }));
const text = ({ tokens }: Item): string => decode(tokens);

test('an episodic memory keeps every example once, and of a task no more than it may', () => {
  const memory = episodicMemory(2);
  const [a, b, c] = [item('AB.h=', 'x'), item('AB.j=', 'y'), item('CD.h=', 'z')];
  expect([a, a, b, c].map((i) => memory.offer(i!, 'one'))).toEqual([true, false, true, false]);
  expect(memory.offer(c!, 'two')).toBe(true);
  expect(memory.items()).toEqual([a, b, c]);
  expect(memory.counts.total).toBe(3);
});

describe('retrieval', () => {
  test('puts examples before the prompt as demonstrations, the nearest last, none of them scored', () => {
    const asked = withDemonstrations(item('AB.h=', 'x'), [item('AB.h=', 'x'), item('AB.j=', 'y')]);
    expect(text(asked)).toBe('\nAB.j=y|AB.h=x|AB.h=x\n');
    expect(asked.scored.map((s, i) => (s ? i : -1)).filter((i) => i >= 0)).toEqual([20, 21]);
    expect(asked.weights.map(Boolean)).toEqual(asked.scored);
  });

  test('leaves out what the context has no room for, with room for a sampled answer', () => {
    const example = item('<reverse>abcde=', 'edcba');
    const asked = withDemonstrations(example, [example, example, example, example]);
    expect(text(asked).split('|')).toHaveLength(2);
    expect(asked.tokens.length).toBeLessThanOrEqual(CONTEXT);
  });

  const bench = MethodBench.of(retrieval, { shown: 2 });
  void bench.method.afterStep!(
    seen([
      item('<reverse>flax=', 'xalf'),
      item('<next>flax=', 'gmby'),
      item('AB.h=', 'x'),
      item('AB.j=', 'y'),
      item('h:AB=', 'x'),
      item('CD.h=', 'z'),
    ]),
    0,
  );
  const recalled = (prompt: string) => text(bench.method.recall!(item(prompt, '?'))).trim();

  test('finds the same prompt first', () => {
    expect(recalled('AB.h=')).toBe('AB.j=y|AB.h=x|AB.h=?');
    expect(recalled('CD.h=')).toBe('CD.h=z|CD.h=?');
  });

  test('finds the same function whatever the word, and no other function', () => {
    expect(recalled('<reverse>ocean=')).toBe('<reverse>flax=xalf|<reverse>ocean=?');
    expect(recalled('<double>flax=')).toBe('<double>flax=?');
  });

  test('shows nothing where nothing is alike', () => {
    expect(recalled('21+70=')).toBe('21+70=?');
  });
});

describe('kNN-LM', () => {
  const facts = FACTS[0]!.heldOut(4);
  const others = FACTS[1]!.heldOut(4);

  /** What the model gives to each supervised token of a row. */
  function ownProbabilities(logits: Float32Array, batch: Batch, row: number): number[] {
    const positions = Array.from({ length: batch.length }, (_, t) => row * batch.length + t);
    return positions
      .filter((at) => batch.weights[at] !== 0)
      .map((at) => {
        const z = logits.slice(at * VOCABULARY_SIZE, (at + 1) * VOCABULARY_SIZE).map(Math.exp);
        return z[batch.targets[at]!]! / z.reduce((a, b) => a + b, 0);
      });
  }

  async function scoresWith(
    change: Parameters<typeof MethodBench.of<typeof neighbours.info.params>>[1],
  ) {
    const bench = MethodBench.of(neighbours, change);
    await bench.method.afterStep!(seen(facts), 0);
    const batches = [makeScoredBatch(facts), makeScoredBatch(others)];
    const own = await bench.network.evaluate(batches);
    const mixed = await bench.network.evaluate(batches, undefined, bench.method.changeLogits!());
    const logits = await bench.network.logits(batches[0]!);
    const probabilities = facts.map((_, row) => ownProbabilities(logits, batches[0]!, row));
    return { own: own!, mixed: mixed!, probabilities, counts: bench.context.verbs.counts };
  }

  test('with the query in its store, its vote alone and T towards 0, it gives the stored answers', async () => {
    const { own, mixed, counts } = await scoresWith({ share: 1, temperature: 0.01, neighbours: 3 });
    expect(own[0]!.map((s) => s.exact)).toEqual([false, false, false, false]);
    expect(mixed[0]!.map((s) => s.exact)).toEqual([true, true, true, true]);
    for (const { loss } of mixed[0]!) expect(loss).toBeLessThan(1e-3);
    // A letter and a newline of each, found by one forward pass over a batch of four.
    expect(counts).toMatchObject({ storedStates: 8, sequences: 4 / 3 });
  });

  test('with hardly any weight on its vote it is the model', async () => {
    const { own, mixed } = await scoresWith({ share: 1e-9 });
    mixed.flat().forEach(({ exact, loss }, i) => {
      expect(exact).toBe(own.flat()[i]!.exact);
      expect(loss).toBeCloseTo(own.flat()[i]!.loss, 4);
    });
  });

  test('an even mixture with a certain vote adds half to the probability of the stored answer', async () => {
    const { mixed, probabilities } = await scoresWith({ share: 0.5, neighbours: 1 });
    mixed[0]!.forEach(({ loss }, i) => {
      const byHand = probabilities[i]!.map((p) => -Math.log(0.5 + 0.5 * p));
      expect(byHand).toHaveLength(2);
      expect(loss).toBeCloseTo(byHand[0]! + byHand[1]!, 4);
    });
  });

  test('is refused where evaluation samples answers', async () => {
    const learners = [learnerLike({ methods: [{ id: 'knn-lm', params: {} }] })];
    const phases = [{ tasks: [{ id: 'anagram', weight: 1 }], steps: 2, blur: 0 }];
    const experiment = { ...TINY_EXPERIMENT, phases, learners };
    const problem = 'expected tasks with one right answer beside kNN-LM, got Anagram';
    expect(() => declaredCost(experiment, learners[0]!, TINY_SHAPE)).toThrow(problem);
    await expect(runToEnd(experiment)).rejects.toThrow(problem);
  });
});

describe.each([
  ['retrieval', {}],
  ['knn-lm', { perTask: 30 }],
] as const)('a frozen model with %s', (id, params) => {
  const frozen = { objective: { id: 'frozen', params: {} }, methods: [{ id, params }] };
  const phases = ['facts-1', 'facts-2'].map((task) => ({
    tasks: [{ id: task, weight: 1 }],
    steps: 6,
    blur: 0,
  }));
  const experiment = { ...TINY_EXPERIMENT, phases, learners: [learnerLike(frozen)] };

  test('is the base without its memory, and not with it; leaves nothing behind', async () => {
    const device = new CpuDevice();
    const { evaluations, losses } = await runToEnd(experiment, device);
    const [base, ...later] = evaluations;
    expect(base!.withoutMemory).toBeUndefined();
    for (const { withoutMemory } of later) expect(withoutMemory).toEqual(base!.accuracy);
    expect(later.at(-1)!.loss).not.toEqual(base!.loss);
    expect(losses).toEqual([]);
    expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
  });

  test('costs what it stores, and no training', () => {
    const cost = declaredCost(experiment, experiment.learners[0]!, TINY_SHAPE);
    expect(cost.storedExamples).toBe(id === 'retrieval' ? 1000 : 60);
    expect(cost.storedStates).toBe(id === 'retrieval' ? 0 : 660);
    expect(cost.passes).toBeCloseTo(id === 'retrieval' ? 0 : 1 / 3);
  });
});
