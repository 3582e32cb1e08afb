// The table of word functions: 16 that the base is trained on, and the rest, which only a stream teaches.

import * as words from './functions.ts';
import type { FunctionId } from './vocabulary.ts';

export interface WordFunction {
  readonly id: FunctionId;
  readonly label: string;
  /** At most 6 characters, for column heads. */
  readonly short: string;
  readonly summary: string;
  /** Whether the base's data hold it. */
  readonly base: boolean;
  apply(word: string): string;
}

type Row = readonly [
  id: FunctionId,
  label: string,
  short: string,
  summary: string,
  apply: (word: string) => string,
];

const BASE_ROWS: readonly Row[] = [
  ['copy', 'Copy', 'copy', 'Writes the word as it is.', words.copy],
  ['rotate-left', 'Rotate left', 'rot-l', 'Moves the first letter to the end.', words.rotateLeft],
  [
    'rotate-right',
    'Rotate right',
    'rot-r',
    'Moves the last letter to the front.',
    words.rotateRight,
  ],
  ['drop-last', 'Drop last', 'drop-l', 'Leaves out the last letter.', words.dropLast],
  ['swap-ends', 'Swap ends', 'ends', 'Exchanges the first and the last letter.', words.swapEnds],
  [
    'previous',
    'Previous letter',
    'prev',
    'Replaces every letter by the one before it.',
    words.previous,
  ],
  ['half-on', 'Half the alphabet on', 'half', 'Moves every letter on by 13.', words.halfOn],
  [
    'mirror-alphabet',
    'Mirror alphabet',
    'mirror',
    'Exchanges a and z, b and y, and so on.',
    words.mirrorAlphabet,
  ],
  ['repeat-first', 'Repeat first', 'rep-f', 'Writes the first letter twice.', words.repeatFirst],
  ['repeat-last', 'Repeat last', 'rep-l', 'Writes the last letter twice.', words.repeatLast],
  ['all-first', 'All first', 'all-f', 'Replaces every letter by the first.', words.allFirst],
  ['all-last', 'All last', 'all-l', 'Replaces every letter by the last.', words.allLast],
  ['swap-pairs', 'Swap pairs', 'pairs', 'Exchanges the letters of each pair.', words.swapPairs],
  [
    'every-other',
    'Every other letter',
    'other',
    'Keeps the first, third and fifth letter.',
    words.everyOther,
  ],
  ['blank-vowels', 'Blank vowels', 'blank', 'Replaces every vowel by a dash.', words.blankVowels],
  ['two-on', 'Two letters on', 'two-on', 'Moves every letter on by two.', words.twoOn],
];

const NEW_ROWS: readonly Row[] = [
  ['reverse', 'Reverse', 'rev', 'Writes the word backwards.', words.reverse],
  ['next', 'Next letter', 'next', 'Replaces every letter by the one after it.', words.next],
  ['drop-first', 'Drop first', 'drop-f', 'Leaves out the first letter.', words.dropFirst],
  ['double', 'Double', 'double', 'Writes every letter twice.', words.double],
  ['sort-up', 'Sort up', 'sort-u', 'Puts the letters in alphabetical order.', words.sortUp],
  [
    'sort-down',
    'Sort down',
    'sort-d',
    'Puts the letters in reverse alphabetical order.',
    words.sortDown,
  ],
  [
    'word-mirror',
    'Word and mirror',
    'w+mir',
    'Writes the word, then the word backwards.',
    words.wordMirror,
  ],
];

const toFunction = ([id, label, short, summary, apply]: Row, base: boolean): WordFunction => ({
  id,
  label,
  short,
  summary,
  base,
  apply,
});

/** The 16 functions that the base is trained on. */
export const BASE_FUNCTIONS: readonly WordFunction[] = BASE_ROWS.map((row) =>
  toFunction(row, true),
);

/** The functions that no base has seen. */
export const NEW_FUNCTIONS: readonly WordFunction[] = NEW_ROWS.map((row) => toFunction(row, false));

export function functionOf(id: FunctionId): WordFunction {
  return [...BASE_FUNCTIONS, ...NEW_FUNCTIONS].find((f) => f.id === id)!;
}

/** Accuracy of guessing a word: below 1/26 for the shortest answers (one letter) and 26^-3 for most; counted as 0. */
export const WORD_CHANCE = 0;
