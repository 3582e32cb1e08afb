// The vocabulary of all worlds: one token per character or function name. The ids are frozen: shipped bases and
// recorded traces depend on them, so additions take a spare and nothing ever moves.

import { AppError } from '../../core/errors.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const CHARACTERS = `\n${LOWER}${LOWER.toUpperCase()}0123456789 =+?.:,>-|`;

/** Ids of the word functions in the order of their tokens; each has the token `<id>`. */
export const FUNCTION_IDS = [
  'copy',
  'reverse',
  'rotate-left',
  'rotate-right',
  'drop-first',
  'drop-last',
  'double',
  'swap-ends',
  'swap-pairs',
  'next',
  'previous',
  'two-on',
  'half-on',
  'mirror-alphabet',
  'sort-up',
  'sort-down',
  'all-first',
  'all-last',
  'word-mirror',
  'every-other',
  'repeat-first',
  'repeat-last',
  'blank-vowels',
] as const;

export type FunctionId = (typeof FUNCTION_IDS)[number];

/** Vocabulary of every model. */
export const VOCABULARY_SIZE = 112;

/** Longest sequence, in tokens, that an item may have. */
export const CONTEXT = 48;

/** Begins, ends and pads every item. */
export const NEWLINE = 0;

/** Bijections of the digits: eight that the bases of the function world know, and five that only a stream teaches. */
export const BIJECTION_IDS = [
  'f1',
  'f2',
  'f3',
  'f4',
  'f5',
  'f6',
  'f7',
  'f8',
  'n1',
  'n2',
  'n3',
  'n4',
  'n5',
] as const;

export type BijectionId = (typeof BIJECTION_IDS)[number];

/**
 * `<identity>` does nothing to a word and `<m>` asks for any known function of it. `<task>` says nothing of which task it is:
 * tasks that share it have to be told apart by what else there is, or not at all. Spares keep the size fixed.
 */
const NAMES = [...FUNCTION_IDS, 'identity', 'm', ...BIJECTION_IDS, 'task'];
const SPARES = VOCABULARY_SIZE - CHARACTERS.length - NAMES.length;

/** Whether an id is a name in angle brackets, and not a character. */
export function isName(id: number): boolean {
  return id >= CHARACTERS.length;
}

/** The text of every id: a character, or a name in angle brackets. */
export const TOKENS: readonly string[] = [
  ...CHARACTERS,
  ...NAMES.map((name) => `<${name}>`),
  ...Array.from({ length: SPARES }, (_, i) => `<spare-${i}>`),
];

const IDS = new Map(TOKENS.map((text, id) => [text, id]));

/** Length of the token that starts at `start`: a name in angle brackets ('<' is no character of its own), or one character. */
function tokenLength(text: string, start: number): number {
  if (text[start] !== '<') return 1;
  const end = text.indexOf('>', start);
  return end < 0 ? 1 : end - start + 1;
}

/**
 * Token ids of a text such as `<reverse>flax=xalf`.
 *
 * Throws `bad-config` at the first piece of text that is no token.
 */
export function encode(text: string): number[] {
  const ids: number[] = [];
  for (let start = 0; start < text.length;) {
    const piece = text.slice(start, start + tokenLength(text, start));
    const id = IDS.get(piece);
    if (id === undefined) {
      const message = `text: expected letters, digits, ' =+?.:,>-|' or a name such as <reverse>, got '${piece}'.`;
      throw new AppError('bad-config', message, `Leave out '${piece}'.`);
    }
    ids.push(id);
    start += piece.length;
  }
  return ids;
}

/** The text of a sequence of ids; `encode` undoes it. Throws `internal` for an id outside the vocabulary. */
export function decode(ids: readonly number[]): string {
  return ids
    .map((id) => {
      const text = TOKENS[id];
      if (text !== undefined) return text;
      throw new AppError('internal', `token id: expected 0 to ${VOCABULARY_SIZE - 1}, got ${id}.`);
    })
    .join('');
}
