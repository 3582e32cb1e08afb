// Shapes, shifts and weights of batches, on items written out by hand.

import { describe, expect, test } from 'vitest';
import { weightSum } from '../engine/batch.ts';
import { makeBatch, makeScoredBatch } from './batching.ts';
import { answerDraft, buildItem, withPromptWeight } from './tasks/item.ts';
import type { Item } from './example.ts';

/** '\nab=c\n' and '\na=bcdef\n': 6 and 9 tokens. */
const SHORT = buildItem(answerDraft('ab=', 'c'));
const LONG = buildItem(answerDraft('a=', 'bcdef'));

describe('batches', () => {
  test('shift targets by one and pad to a multiple of 4', () => {
    const batch = makeBatch([SHORT, LONG]);
    expect([batch.rows, batch.length]).toEqual([2, 8]);
    expect([...batch.tokens]).toEqual([0, 1, 2, 64, 3, 0, 0, 0, 0, 1, 64, 2, 3, 4, 5, 6]);
    expect([...batch.targets]).toEqual([1, 2, 64, 3, 0, 0, 0, 0, 1, 64, 2, 3, 4, 5, 6, 0]);
    expect([...batch.weights]).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(weightSum(batch)).toBe(8);
  });

  test('pad with the given id where nothing is supervised', () => {
    const batch = makeBatch([SHORT, LONG], 7);
    expect([...batch.tokens.slice(5, 8)]).toEqual([7, 7, 7]);
    expect([...batch.weights.slice(5, 8)]).toEqual([0, 0, 0]);
  });

  test('are as short as their longest item allows', () => {
    expect(makeBatch([SHORT]).length).toBe(8);
    expect(makeBatch([buildItem(answerDraft('a=', 'b'))]).length).toBe(4);
  });

  test('weigh what is scored by 1 for evaluation, whatever its loss weight', () => {
    const item: Item = { ...withPromptWeight(SHORT, 0.1), scored: SHORT.scored };
    expect([...makeScoredBatch([item]).weights]).toEqual([0, 0, 0, 1, 1, 0, 0, 0]);
    expect(makeBatch([item]).weights[0]).toBeCloseTo(0.1, 6);
  });

  test('take 48 positions and no more', () => {
    expect(makeBatch([buildItem(answerDraft('a=', 'b'.repeat(45)))]).length).toBe(48);
    expect(() => makeBatch([buildItem(answerDraft('a=', 'b'.repeat(46)))])).toThrow(
      'expected items of at most 49 tokens, got 50',
    );
  });
});
