// Two functions in a row, `<g><f>x`: f, the one nearest the word, acts first. Step by step `=f(x)=g(f(x))`, or direct
// `=g(f(x))`. A quarter of the base's pairs is in no training data: whether these are answered is composition.

import { hashString, Rng } from '../../core/rng.ts';
import { BASE_FUNCTIONS, WORD_CHANCE, type WordFunction } from './functionTable.ts';
import { isHeldOut, spread, takeHeldOut } from './heldOut.ts';
import { answerDraft, buildItem, type Draft } from './item.ts';
import { rewardOwnAnswer } from './reward.ts';
import { stringTask } from './stringTask.ts';
import type { Item } from '../example.ts';
import type { Task } from './task.ts';
import { randomWord } from './words.ts';

export type PairFormat = 'steps' | 'direct';

/** g after f. */
export interface Pair {
  readonly g: WordFunction;
  readonly f: WordFunction;
}

/** Unseen pairs that a function is in, once for each of its two places: a quarter of the 16 that there are. */
const UNSEEN_EACH = 4;

const pairHash = ({ g, f }: Pair): number => hashString(`pair ${g.id} ${f.id}`);

/** All pairs of base functions in the order of their hashes. */
const ALL_PAIRS: readonly Pair[] = BASE_FUNCTIONS.flatMap((g) =>
  BASE_FUNCTIONS.map((f) => ({ g, f })),
).sort((a, b) => pairHash(a) - pairHash(b));

/**
 * Takes pairs in the order of their hashes as long as no function is in more than `UNSEEN_EACH` of them in either place. If
 * the hash alone decided, some functions would be trained with half of their partners only, and what fails then is
 * knowing the function in that place, not composing.
 */
function chooseUnseen(): Pair[] {
  const chosen: Pair[] = [];
  for (const pair of ALL_PAIRS) {
    const first = chosen.filter((p) => p.f === pair.f).length;
    const second = chosen.filter((p) => p.g === pair.g).length;
    if (first < UNSEEN_EACH && second < UNSEEN_EACH) chosen.push(pair);
  }
  return chosen;
}

/** Base pairs that are in no training data, in the order of their hashes: any first few are a fair sample of the functions. */
export const UNSEEN_PAIRS: readonly Pair[] = chooseUnseen();

/** Base pairs that appear in training data. */
export const SEEN_PAIRS: readonly Pair[] = ALL_PAIRS.filter((p) => !UNSEEN_PAIRS.includes(p));

/** What the pair's prompt is answered with. */
function pairAnswer({ g, f }: Pair, format: PairFormat, word: string): string {
  const middle = f.apply(word);
  const result = g.apply(middle);
  return format === 'steps' ? `${middle}=${result}` : result;
}

const pairPrompt = ({ g, f }: Pair, word: string): string => `<${g.id}><${f.id}>${word}`;

const pairDraft = (pair: Pair, format: PairFormat, word: string): Draft =>
  answerDraft(`${pairPrompt(pair, word)}=`, pairAnswer(pair, format, word));

interface PairTaskOptions {
  readonly id: string;
  readonly label: string;
  readonly short: string;
  readonly summary: string;
  readonly group: 'general' | 'new';
  readonly format: PairFormat;
}

function pairTask({ format, ...rest }: PairTaskOptions): Task {
  return stringTask({
    ...rest,
    examples: SEEN_PAIRS.slice(-2).map((pair) => ({
      prompt: pairPrompt(pair, 'flax'),
      answer: pairAnswer(pair, format, 'flax'),
    })),
    chance: WORD_CHANCE,
    reward: rewardOwnAnswer,
    draw: (rng) => pairDraft(rng.pick(SEEN_PAIRS), format, randomWord(rng)),
  });
}

/** Pairs that training data hold; its held-out set has new words under them. */
export const PAIRS = pairTask({
  id: 'pairs',
  label: 'Pairs, step by step',
  short: 'steps',
  summary: 'Applies two known functions, writing the word in between.',
  group: 'general',
  format: 'steps',
});

/** The same pairs with the result alone. New to the default base, which is trained step by step. */
export const PAIRS_DIRECT = pairTask({
  id: 'pairs-direct',
  label: 'Pairs, direct',
  short: 'direct',
  summary: 'Applies two known functions and writes the result at once.',
  group: 'new',
  format: 'direct',
});

/** Held-out examples spread evenly over the given pairs; fewer than `count` only when there is no pair. */
export function pairItems(pairs: readonly Pair[], format: PairFormat, count: number): Item[] {
  return spread(pairs, count, (pair, each) =>
    takeHeldOut(`pair ${pair.g.id} ${pair.f.id}`, each, (rng) =>
      pairDraft(pair, format, randomWord(rng)),
    ),
  );
}

/** A pair under a word, its inner function under the same word, and its outer one under what the inner makes of it. */
export type PairParts = Readonly<Record<'pair' | 'inner' | 'outer', Item>>;

/** Held-out words under a pair, and what it and each of its functions alone are asked about them. */
export function pairParts(pairs: readonly Pair[], format: PairFormat, count: number): PairParts[] {
  const alone = (f: WordFunction, word: string) =>
    buildItem(answerDraft(`<${f.id}>${word}=`, f.apply(word)));
  return spread(pairs, count, (pair, each) => {
    const rng = new Rng(0, hashString(`parts ${pair.g.id} ${pair.f.id}`));
    return Array.from({ length: each }, () => {
      let word = randomWord(rng);
      while (!isHeldOut(`${pairPrompt(pair, word)}=`)) word = randomWord(rng);
      return {
        pair: buildItem(pairDraft(pair, format, word)),
        inner: alone(pair.f, word),
        outer: alone(pair.g, pair.f.apply(word)),
      };
    });
  });
}

/** Words on which a pair is compared with its parts. */
const PROBES = 200;
const MAX_AGREEMENT = 0.3;

/**
 * Whether a pair needs both of its functions: on at most 30 % of words does its result agree with that of one function
 * alone or with the word itself. Sorting up after sorting down, for one, is just sorting up.
 */
export function needsBoth({ g, f }: Pair): boolean {
  const rng = new Rng(0, hashString('needs-both'));
  const probes = Array.from({ length: PROBES }, () => randomWord(rng));
  const shares = [f.apply, g.apply, (word: string) => word].map(
    (single) => probes.filter((word) => g.apply(f.apply(word)) === single(word)).length / PROBES,
  );
  return shares.every((share) => share <= MAX_AGREEMENT);
}
