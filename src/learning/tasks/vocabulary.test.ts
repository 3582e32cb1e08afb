// The vocabulary is frozen: shipped checkpoints index their embeddings by these ids.

import { describe, expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import {
  BIJECTION_IDS,
  decode,
  encode,
  FUNCTION_IDS,
  NEWLINE,
  TOKENS,
  VOCABULARY_SIZE,
} from './vocabulary.ts';

describe('vocabulary', () => {
  test('has 112 distinct tokens', () => {
    expect(TOKENS).toHaveLength(VOCABULARY_SIZE);
    expect(new Set(TOKENS).size).toBe(112);
  });

  test('keeps every id where shipped bases expect it', () => {
    expect(TOKENS[NEWLINE]).toBe('\n');
    expect(TOKENS.slice(1, 27).join('')).toBe('abcdefghijklmnopqrstuvwxyz');
    expect(TOKENS.slice(27, 53).join('')).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    expect(TOKENS.slice(53, 63).join('')).toBe('0123456789');
    expect(TOKENS.slice(63, 73).join('')).toBe(' =+?.:,>-|');
    expect(TOKENS.slice(73, 96)).toEqual(FUNCTION_IDS.map((id) => `<${id}>`));
    expect(encode('<copy><reverse><blank-vowels>')).toEqual([73, 74, 95]);
    expect(TOKENS.slice(96, 99)).toEqual(['<identity>', '<m>', '<f1>']);
    expect(TOKENS.slice(99, 111)).toEqual(BIJECTION_IDS.slice(1).map((id) => `<${id}>`));
    expect(TOKENS.slice(111)).toEqual(['<task>']);
  });

  test('encodes text and function names, and decodes back', () => {
    const text = '\n<reverse>flax=xalf\n';
    const ids = encode(text);
    expect(ids).toEqual([0, 74, 6, 12, 1, 24, 64, 24, 1, 12, 6, 0]);
    expect(decode(ids)).toBe(text);
    const every = Array.from({ length: VOCABULARY_SIZE }, (_, id) => id);
    expect(encode(decode(every))).toEqual(every);
  });

  test('names the piece of text that is no token', () => {
    for (const [text, piece] of [
      ['fläx', 'ä'],
      ['<fly>flax', '<fly>'],
      ['<flax', '<'],
    ] as const) {
      expect(() => encode(text)).toThrow(AppError);
      expect(() => encode(text)).toThrow(`got '${piece}'`);
    }
    expect(() => decode([112])).toThrow('expected 0 to 111, got 112');
  });
});
