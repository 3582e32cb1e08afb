// The word functions: pure maps from a word to a word. Words are lower-case letters, with BLANK where a vowel was blanked.

import { BLANK, mapLetters } from './words.ts';

/** flax -> flax */
export function copy(word: string): string {
  return word;
}

/** flax -> xalf */
export function reverse(word: string): string {
  return [...word].reverse().join('');
}

/** flax -> laxf */
export function rotateLeft(word: string): string {
  return word.slice(1) + word.slice(0, 1);
}

/** flax -> xfla */
export function rotateRight(word: string): string {
  return word.slice(-1) + word.slice(0, -1);
}

/** flax -> lax */
export function dropFirst(word: string): string {
  return word.slice(1);
}

/** flax -> fla */
export function dropLast(word: string): string {
  return word.slice(0, -1);
}

/** flax -> ffllaaxx */
export function double(word: string): string {
  return [...word].map((letter) => letter + letter).join('');
}

/** flax -> xlaf; a single letter stays. */
export function swapEnds(word: string): string {
  return word.length < 2 ? word : word.slice(-1) + word.slice(1, -1) + word.slice(0, 1);
}

/** flax -> lfxa; the last letter of an odd word stays. */
export function swapPairs(word: string): string {
  return word.replace(/(.)(.)/g, '$2$1');
}

/** flax -> gmby; z -> a. */
export function next(word: string): string {
  return mapLetters(word, (position) => position + 1);
}

/** flax -> ekzw; a -> z. */
export function previous(word: string): string {
  return mapLetters(word, (position) => position - 1);
}

/** flax -> hncz; two letters on in the alphabet, around its end. */
export function twoOn(word: string): string {
  return mapLetters(word, (position) => position + 2);
}

/** flax -> synk; 13 letters on in the alphabet, around its end. */
export function halfOn(word: string): string {
  return mapLetters(word, (position) => position + 13);
}

/** flax -> uozc; a <-> z, b <-> y, ... */
export function mirrorAlphabet(word: string): string {
  return mapLetters(word, (position) => 25 - position);
}

/** flax -> aflx; blanks come before a. */
export function sortUp(word: string): string {
  return [...word].sort().join('');
}

/** flax -> xlfa; blanks come after a. */
export function sortDown(word: string): string {
  return reverse(sortUp(word));
}

/** flax -> ffff */
export function allFirst(word: string): string {
  return word.slice(0, 1).repeat(word.length);
}

/** flax -> xxxx */
export function allLast(word: string): string {
  return word.slice(-1).repeat(word.length);
}

/** flax -> flaxxalf */
export function wordMirror(word: string): string {
  return word + reverse(word);
}

/** flax -> fa: the first, third, fifth letter. */
export function everyOther(word: string): string {
  return [...word].filter((_, i) => i % 2 === 0).join('');
}

/** flax -> fflax */
export function repeatFirst(word: string): string {
  return word.slice(0, 1) + word;
}

/** flax -> flaxx */
export function repeatLast(word: string): string {
  return word + word.slice(-1);
}

/** flax -> fl-x: every a, e, i, o, u becomes BLANK. */
export function blankVowels(word: string): string {
  return word.replace(/[aeiou]/g, BLANK);
}
