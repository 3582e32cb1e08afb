// The function world: random bijections of the ten digits, applied to every digit of a word of three, `<f2><f1>123=` (after
// Ramesh et al. 2023, arXiv 2311.12997). Both places of a prompt are always filled: a function alone has `<identity>` beside
// it, in either place. Step by step the answer is `f1(123)=f2(f1(123))`, direct it is `f2(f1(123))`.

import type { Example } from '../../core/catalog.ts';
import { hashString, Rng } from '../../core/rng.ts';
import type { Item } from '../example.ts';
import { DIGITS, randomDigits } from './digits.ts';
import { isHeldOut, spread, takeHeldOut } from './heldOut.ts';
import { answerDraft, buildItem, type Draft } from './item.ts';
import type { PairFormat, PairParts } from './pairs.ts';
import { rewardOwnAnswer } from './reward.ts';
import { stringTask } from './stringTask.ts';
import type { Task } from './task.ts';
import { BIJECTION_IDS } from './vocabulary.ts';

const WORD_LENGTH = 3;
/** Guessing as many digits. */
export const DIGITS_CHANCE = 10 ** -WORD_LENGTH;
/** Of the 64 pairs of known functions, those that no training data hold. */
const UNSEEN_EACH = 2;

export interface Bijection {
  readonly id: string;
  apply(word: string): string;
}

const IDENTITY: Bijection = { id: 'identity', apply: (word) => word };

/** A random one of its own for every `id`, under the name `token`. */
function bijection(id: string, token = id): Bijection {
  const image = new Rng(0, hashString(`bijection ${id}`)).shuffled([...DIGITS]);
  return { id: token, apply: (word) => [...word].map((digit) => image[Number(digit)]!).join('') };
}

const ALL = BIJECTION_IDS.map((id) => bijection(id));
export const KNOWN_BIJECTIONS: readonly Bijection[] = ALL.filter(({ id }) => id.startsWith('f'));
export const NEW_BIJECTIONS: readonly Bijection[] = ALL.filter(({ id }) => id.startsWith('n'));

const randomWord = (rng: Rng): string => randomDigits(rng, WORD_LENGTH);

/** g after f. */
export interface BijectionPair {
  readonly g: Bijection;
  readonly f: Bijection;
}

const KNOWN_PAIRS: readonly BijectionPair[] = KNOWN_BIJECTIONS.flatMap((g) =>
  KNOWN_BIJECTIONS.map((f) => ({ g, f })),
);

/** A quarter of the pairs, each function twice in each place: along two diagonals, f at a fixed distance from g. */
function isUnseen({ g, f }: BijectionPair): boolean {
  const size = KNOWN_BIJECTIONS.length;
  const distance = (KNOWN_BIJECTIONS.indexOf(f) - KNOWN_BIJECTIONS.indexOf(g) + size) % size;
  return distance >= 1 && distance <= UNSEEN_EACH;
}

export const UNSEEN_BIJECTION_PAIRS: readonly BijectionPair[] = KNOWN_PAIRS.filter(isUnseen);
export const SEEN_BIJECTION_PAIRS: readonly BijectionPair[] = KNOWN_PAIRS.filter(
  (pair) => !isUnseen(pair),
);

/** A function alone, in either place. */
const alone = (f: Bijection): readonly BijectionPair[] => [
  { g: IDENTITY, f },
  { g: f, f: IDENTITY },
];

const promptOf = ({ g, f }: BijectionPair, word: string): string => `<${g.id}><${f.id}>${word}=`;

function answerOf({ g, f }: BijectionPair, format: PairFormat, word: string): string {
  const middle = f.apply(word);
  return format === 'steps' ? `${middle}=${g.apply(middle)}` : g.apply(middle);
}

const draftOf = (pair: BijectionPair, format: PairFormat, word: string): Draft =>
  answerDraft(promptOf(pair, word), answerOf(pair, format, word));

/** As a person reads it: without the name of a task of one function, and without the steps. */
function exampleOf({ g, f }: BijectionPair, word: string): Example {
  const names = [g, f].filter((part) => part !== IDENTITY);
  const named = names.length > 1 ? `${names.map(({ id }) => id).join(' ')} ` : '';
  return { prompt: `${named}${word}`, answer: g.apply(f.apply(word)) };
}

interface BijectionTaskOptions {
  readonly id: string;
  readonly label: string;
  readonly short: string;
  readonly summary: string;
  readonly group: 'general' | 'new';
  readonly format: PairFormat;
  readonly pairs: readonly BijectionPair[];
  readonly rivals?: string;
}

/** Ids of the two function worlds, by the format of their answers. */
export const FUNCTION_WORLDS = {
  steps: 'functions-steps',
  direct: 'functions-direct',
} as const satisfies Record<PairFormat, string>;

function bijectionTask({ format, pairs, ...naming }: BijectionTaskOptions): Task {
  return stringTask({
    ...naming,
    worlds: [FUNCTION_WORLDS[format]],
    examples: ['274', '905'].map((word) => exampleOf(pairs[0]!, word)),
    chance: DIGITS_CHANCE,
    reward: rewardOwnAnswer,
    draw: (rng) => draftOf(rng.pick(pairs), format, randomWord(rng)),
  });
}

/** Suffix of ids and words of labels, by format; step by step is the plain one. */
const SUFFIX = { steps: '', direct: '-direct' } as const;
const WORDS = { steps: '', direct: ', direct' } as const;

function tasksOf(format: PairFormat): Record<'known' | 'seen' | 'new', readonly Task[]> {
  const name = (id: string, label: string) => ({
    id: `${id}${SUFFIX[format]}`,
    label: `${label}${WORDS[format]}`,
    format,
  });
  const single = (f: Bijection, group: 'general' | 'new') =>
    bijectionTask({
      ...name(f.id, `Function ${f.id}`),
      short: f.id,
      summary: `Replaces every digit as function ${f.id} says.`,
      group,
      pairs: alone(f),
    });
  return {
    known: KNOWN_BIJECTIONS.map((f) => single(f, 'general')),
    new: NEW_BIJECTIONS.map((f) => single(f, 'new')),
    seen: [
      bijectionTask({
        ...name('digit-pairs', 'Pairs of functions'),
        short: 'pairs',
        summary: 'Applies two known functions of digits, the one nearest the word first.',
        group: 'general',
        pairs: SEEN_BIJECTION_PAIRS,
      }),
    ],
  };
}

/** Tasks of the function world by format: each known function alone, pairs that training data hold, each new function. */
export const BIJECTION_TASKS = { steps: tasksOf('steps'), direct: tasksOf('direct') };

/** How many bijections share one name. */
const CONTRADICTIONS = 24;

/**
 * Bijections that all bear the name `<task>`: each contradicts the others, so that a stream of them asks how fast a learner
 * follows what changes, and keeping the old one would be wrong.
 */
export const CONTRADICTION_TASKS: readonly Task[] = Array.from(
  { length: CONTRADICTIONS },
  (_, i) => {
    const id = `contradiction-${i + 1}`;
    return bijectionTask({
      id,
      label: `Contradiction ${i + 1}`,
      short: `con ${i + 1}`,
      summary: `Replaces every digit as the ${i + 1}. of ${CONTRADICTIONS} functions says that share a name.`,
      group: 'new',
      format: 'steps',
      pairs: alone(bijection(id, 'task')),
      rivals: 'contradiction',
    });
  },
);

/** Held-out examples spread evenly over the given pairs. */
export function bijectionItems(
  pairs: readonly BijectionPair[],
  format: PairFormat,
  count: number,
): Item[] {
  return spread(pairs, count, (pair, each) =>
    takeHeldOut(`pair ${pair.g.id} ${pair.f.id}`, each, (rng) =>
      draftOf(pair, format, randomWord(rng)),
    ),
  );
}

/** Held-out words under a pair, and what it and each of its functions alone are asked about them. */
export function bijectionParts(
  pairs: readonly BijectionPair[],
  format: PairFormat,
  count: number,
): PairParts[] {
  const item = (pair: BijectionPair, word: string) => buildItem(draftOf(pair, format, word));
  return spread(pairs, count, (pair, each) => {
    const rng = new Rng(0, hashString(`parts ${pair.g.id} ${pair.f.id}`));
    return Array.from({ length: each }, () => {
      let word = randomWord(rng);
      while (!isHeldOut(promptOf(pair, word))) word = randomWord(rng);
      return {
        pair: item(pair, word),
        inner: item({ g: IDENTITY, f: pair.f }, word),
        outer: item({ g: pair.g, f: IDENTITY }, pair.f.apply(word)),
      };
    });
  });
}
