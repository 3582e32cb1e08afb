// Sparse updates: what is chosen, and that nothing else changes.

import { describe, expect, test } from 'vitest';
import { rangeOf } from '../../engine/flatVector.ts';
import { adamw } from '../../engine/optimizers/adamw.ts';
import type { OptimizerPlugin } from '../../engine/optimizers/optimizer.ts';
import { LAYOUT, batch, bench } from '../testing/trainableBench.ts';
import { largest } from './largest.ts';
import { sparse } from './sparse.ts';

describe('sparse updates', () => {
  test('takes the largest scores, the first of equal ones, and no padding', () => {
    const scores = new Float32Array(LAYOUT.length).fill(9);
    for (const { offset, size } of LAYOUT.ranges) scores.fill(0, offset, offset + size);
    const { offset } = rangeOf(LAYOUT, 'layers.1.qkv');
    scores.set([3, 1, 2, 1, 1], offset);
    const mask = largest(scores, LAYOUT, 3);
    expect([...mask.slice(offset, offset + 5)]).toEqual([1, 1, 1, 0, 0]);
    expect(mask.reduce((a, b) => a + b, 0)).toBe(3);
    const all = largest(scores, LAYOUT, LAYOUT.parameters);
    expect(all.reduce((a, b) => a + b, 0)).toBe(LAYOUT.parameters);
  });

  test.each(['task', 'background', 'weight'] as const)(
    'chosen by %s: exactly its count of weights changes in each phase',
    async (score) => {
      const values = { share: 0.02, score, inputs: 4 };
      const optimizer = adamw as unknown as OptimizerPlugin;
      const b = bench(sparse, values, optimizer, { weightDecay: 0.1 });
      const { trained } = sparse.facts(values, LAYOUT, 2);
      const chosen: number[][] = [];
      for (const phase of [0, 1]) {
        const before = await b.network.snapshot();
        await b.set.beginPhase!(phase, b.context);
        expect(await b.network.snapshot()).toEqual(before);
        for (let step = 0; step < 2; step++) await b.network.trainStep(batch(step), step, 0.01);
        const after = await b.network.snapshot();
        chosen.push([...after.keys()].filter((i) => after[i] !== before[i]));
        expect(chosen.at(-1)!.length).toBeLessThanOrEqual(trained);
        expect(chosen.at(-1)!.length).toBeGreaterThan(0.9 * trained);
      }
      expect(chosen[0]).not.toEqual(chosen[1]);
      const cost = sparse.cost(values, 2);
      expect(b.context.verbs.counts.boundarySequences).toBe(cost.boundarySequences);
    },
  );
});
