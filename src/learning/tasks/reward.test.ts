// What sampled answers are worth, on answers worked out by hand.

import { promptTokens } from '../example.ts';
import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { REGISTRY } from './index.ts';
import { PARITY_ONE } from './parity.ts';
import { answerDraft, buildItem } from './item.ts';
import { rewardOneOf, rewardOwnAnswer, rewardRearrangement } from './reward.ts';
import { decode, encode } from './vocabulary.ts';

const item = buildItem(answerDraft('<reverse>flax=', 'xalf'));

test.each([
  ['xalf\n', 1, 1],
  // Without the closing newline: four of five positions.
  ['xalf', 0, 0.8],
  ['xblf\n', 0, 0.8],
  // One too many: four of six positions, since the newline has moved.
  ['xalff\n', 0, 4 / 6],
  ['\n', 0, 0],
])('the own answer: %j is worth %d, in part %d', (answer, exact, partial) => {
  expect(rewardOwnAnswer(item, encode(answer), 'exact')).toBe(exact);
  expect(rewardOwnAnswer(item, encode(answer), 'partial')).toBeCloseTo(partial, 12);
});

test.each([
  ['flax\n', 1, 1],
  ['laxf\n', 1, 1],
  ['aflx', 0, 0.8],
  ['alfxx\n', 0, 5 / 6],
  ['alfb\n', 0, 0.8],
  ['\n', 0, 0.2],
  ['', 0, 0],
])('any order: %j is worth %d, in part %d', (answer, exact, partial) => {
  const asked = buildItem(answerDraft('<m>flax=', 'xafl'));
  expect(rewardRearrangement(asked, encode(answer), 'exact')).toBe(exact);
  expect(rewardRearrangement(asked, encode(answer), 'partial')).toBeCloseTo(partial, 12);
});

test('an answer that does not end with its newline is worth nothing, whatever its letters', () => {
  const asked = buildItem(answerDraft('<m>flax=', 'xafl'));
  expect(rewardRearrangement(asked, encode('fl\nax'), 'exact')).toBe(0);
});

test('letters count as often as the word has them', () => {
  const asked = buildItem(answerDraft('<m>aab=', 'baa'));
  expect(rewardRearrangement(asked, encode('aba\n'), 'exact')).toBe(1);
  expect(rewardRearrangement(asked, encode('abb\n'), 'exact')).toBe(0);
});

test('one of several answers, and the nearest of them in part', () => {
  const reward = rewardOneOf((word) => [word, `${word}${word}`]);
  const asked = buildItem(answerDraft('<m>abc=', 'abc'));
  expect(reward(asked, encode('abcabc\n'), 'exact')).toBe(1);
  expect(reward(asked, encode('abd\n'), 'exact')).toBe(0);
  expect(reward(asked, encode('abd\n'), 'partial')).toBe(0.75);
});

test('any digit of the right parity answers a word of digits, and no other does', () => {
  const asked = buildItem(answerDraft('<m>2748=', '0'));
  const right = [...'0123456789'].filter((digit) => {
    return PARITY_ONE.reward!(asked, encode(`${digit}\n`), 'exact') === 1;
  });
  expect(right).toEqual(['0', '2', '4', '6', '8']);
  expect(PARITY_ONE.reward!(asked, encode('22\n'), 'exact')).toBe(0);
});

const VERIFIED = REGISTRY.filter((t) => t.reward);

describe.each(VERIFIED.map((t) => [t.info.id, t] as const))('verifier of %s', (_, task) => {
  const items = Array.from({ length: 200 }, (__, i) => task.sample(new Rng(i)));

  test('finds every given answer right, and none of them once it is cut short', () => {
    for (const sample of items) {
      const answer = sample.tokens.slice(promptTokens(sample).length);
      for (const credit of ['exact', 'partial'] as const) {
        expect(task.reward!(sample, answer, credit), decode(sample.tokens)).toBe(1);
        expect(task.reward!(sample, answer.slice(0, -1), credit)).toBeLessThan(1);
      }
      expect(task.reward!(sample, answer.slice(0, -1), 'exact')).toBe(0);
    }
  });
});

test('grammar and recall, whose exact match is on some tokens only, have no verifier', () => {
  const without = REGISTRY.filter((t) => !t.reward).map((t) => t.info.id);
  expect(without.toSorted()).toEqual(['grammar', 'recall']);
});
