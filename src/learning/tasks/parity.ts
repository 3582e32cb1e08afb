// Any digit that is odd or even as the last one of the word is, `<m>2748=6`: the many right answers of the toy of RL's Razor
// (Shenfeld et al. 2025, arXiv 2509.04259). What is given is one of them: always the same digit, one of two, or any;
// a reward takes them all. Functions of the same digits are what there is to forget.

import { hashString, Rng } from '../../core/rng.ts';
import { DIGITS, randomDigits } from './digits.ts';
import { answerDraft } from './item.ts';
import { rewardOneOf, rewardOwnAnswer } from './reward.ts';
import { stringTask } from './stringTask.ts';
import type { Task } from './task.ts';

export const PARITY_WORLD = 'parity';

/** Share of the base's own examples whose answer is any digit at all: right half of the time. */
const GUESSED = 0.25;

const WORD_LENGTH = 4;
const EXAMPLE_WORDS = ['2748', '9305'] as const;

const randomWord = (rng: Rng): string => randomDigits(rng, WORD_LENGTH);

const isOdd = (digit: string): boolean => Number(digit) % 2 === 1;

/** The five digits that answer a word, ascending. */
function rightAnswers(word: string): readonly string[] {
  const odd = isOdd(word.at(-1)!);
  return [...DIGITS].filter((digit) => isOdd(digit) === odd);
}

interface Given {
  readonly id: string;
  readonly label: string;
  readonly short: string;
  /** Which answers are given, as the end of a sentence. */
  readonly which: string;
  readonly group: 'general' | 'new';
  give(word: string, rng: Rng): string;
}

const parityTask = ({ id, label, short, which, group, give }: Given): Task =>
  stringTask({
    id,
    label,
    short,
    summary: `Answers with any digit that is odd or even as the word's last one is; sampled answers are checked. Given is ${which}.`,
    group,
    worlds: [PARITY_WORLD],
    examples: EXAMPLE_WORDS.map((word) => ({
      prompt: word,
      answer: give(word, new Rng(0, hashString(`example ${id} ${word}`))),
    })),
    chance: 1 / 2,
    reward: rewardOneOf(rightAnswers),
    manyAnswers: true,
    draw(rng) {
      const word = randomWord(rng);
      return answerDraft(`<m>${word}=`, give(word, rng));
    },
  });

/** One of the first `count` right answers; of all five it is the answer that is nearest to an even-handed base. */
const oneOf =
  (count: number) =>
  (word: string, rng: Rng): string =>
    rng.pick(rightAnswers(word).slice(0, count));

export const PARITY_ONE = parityTask({
  id: 'parity-one',
  label: 'Parity, shown one digit',
  short: 'par-1',
  which: 'always 0 or 1',
  group: 'new',
  give: oneOf(1),
});

export const PARITY_TWO = parityTask({
  id: 'parity-two',
  label: 'Parity, shown two digits',
  short: 'par-2',
  which: 'one of 0 and 2, or of 1 and 3',
  group: 'new',
  give: oneOf(2),
});

export const PARITY_ANY = parityTask({
  id: 'parity-any',
  label: 'Parity, shown any digit',
  short: 'par-5',
  which: 'each of the five alike',
  group: 'new',
  give: oneOf(5),
});

/** As a base learns it: mostly right, in every way there is. */
export const PARITY_GUESS = parityTask({
  id: 'parity-guess',
  label: 'Parity, with guesses',
  short: 'par-g',
  which: 'each of the five alike, or in a quarter of the examples any digit at all',
  group: 'general',
  give: (word, rng) => (rng.uniform() < GUESSED ? rng.pick([...DIGITS]) : oneOf(5)(word, rng)),
});

interface DigitFunction {
  readonly token: string;
  readonly label: string;
  readonly short: string;
  readonly summary: string;
  apply(word: string): string;
}

const FUNCTIONS: readonly DigitFunction[] = [
  {
    token: 'copy',
    label: 'Copy digits',
    short: 'copy',
    summary: 'Repeats the four digits.',
    apply: (word) => word,
  },
  {
    token: 'reverse',
    label: 'Reverse digits',
    short: 'rev',
    summary: 'Writes the four digits from back to front.',
    apply: (word) => [...word].toReversed().join(''),
  },
  {
    token: 'next',
    label: 'Next digits',
    short: 'next',
    summary: 'Replaces every digit by the one after it, and 9 by 0.',
    apply: (word) => [...word].map((digit) => DIGITS[(Number(digit) + 1) % 10]).join(''),
  },
  {
    token: 'sort-up',
    label: 'Sort digits',
    short: 'sort',
    summary: 'Writes the four digits in ascending order.',
    apply: (word) => [...word].toSorted().join(''),
  },
  {
    token: 'drop-first',
    label: 'Drop the first digit',
    short: 'tail',
    summary: 'Writes all digits but the first.',
    apply: (word) => word.slice(1),
  },
  {
    token: 'drop-last',
    label: 'Drop the last digit',
    short: 'head',
    summary: 'Writes all digits but the last.',
    apply: (word) => word.slice(0, -1),
  },
];

/** What the base of this world knows for certain. */
export const DIGIT_FUNCTION_TASKS: readonly Task[] = FUNCTIONS.map(
  ({ token, apply, label, short, summary }) =>
    stringTask({
      id: `digits-${token}`,
      label,
      short,
      summary,
      group: 'general',
      worlds: [PARITY_WORLD],
      examples: EXAMPLE_WORDS.map((word) => ({ prompt: word, answer: apply(word) })),
      chance: 10 ** -apply(EXAMPLE_WORDS[0]).length,
      reward: rewardOwnAnswer,
      draw(rng) {
        const word = randomWord(rng);
        return answerDraft(`<${token}>${word}=`, apply(word));
      },
    }),
);
