// Worked examples of every word function, on words long, odd and with blanks, and identities between functions.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { BASE_FUNCTIONS, NEW_FUNCTIONS } from './functionTable.ts';
import { FUNCTION_IDS, type FunctionId } from './vocabulary.ts';
import { randomWord } from './words.ts';

const ALL = [...BASE_FUNCTIONS, ...NEW_FUNCTIONS];

function apply(id: FunctionId, word: string): string {
  return ALL.find((f) => f.id === id)!.apply(word);
}

/** Results on 'flax', 'ozone' and 'z-a'. */
const WORKED: Record<FunctionId, readonly [string, string, string]> = {
  copy: ['flax', 'ozone', 'z-a'],
  reverse: ['xalf', 'enozo', 'a-z'],
  'rotate-left': ['laxf', 'zoneo', '-az'],
  'rotate-right': ['xfla', 'eozon', 'az-'],
  'drop-first': ['lax', 'zone', '-a'],
  'drop-last': ['fla', 'ozon', 'z-'],
  double: ['ffllaaxx', 'oozzoonnee', 'zz--aa'],
  'swap-ends': ['xlaf', 'ezono', 'a-z'],
  'swap-pairs': ['lfxa', 'zonoe', '-za'],
  next: ['gmby', 'papof', 'a-b'],
  previous: ['ekzw', 'nynmd', 'y-z'],
  'two-on': ['hncz', 'qbqpg', 'b-c'],
  'half-on': ['synk', 'bmbar', 'm-n'],
  'mirror-alphabet': ['uozc', 'lalmv', 'a-z'],
  'sort-up': ['aflx', 'enooz', '-az'],
  'sort-down': ['xlfa', 'zoone', 'za-'],
  'all-first': ['ffff', 'ooooo', 'zzz'],
  'all-last': ['xxxx', 'eeeee', 'aaa'],
  'word-mirror': ['flaxxalf', 'ozoneenozo', 'z-aa-z'],
  'every-other': ['fa', 'ooe', 'za'],
  'repeat-first': ['fflax', 'oozone', 'zz-a'],
  'repeat-last': ['flaxx', 'ozonee', 'z-aa'],
  'blank-vowels': ['fl-x', '-z-n-', 'z--'],
};

describe('word functions', () => {
  test.each(FUNCTION_IDS)('%s gives its worked examples', (id) => {
    expect([apply(id, 'flax'), apply(id, 'ozone'), apply(id, 'z-a')]).toEqual(WORKED[id]);
  });

  test('the base has 16 functions and every function token has its function once', () => {
    expect(BASE_FUNCTIONS).toHaveLength(16);
    expect(ALL.map((f) => f.id).toSorted()).toEqual([...FUNCTION_IDS].toSorted());
  });

  test.each([
    ['reverse', 'reverse'],
    ['rotate-left', 'rotate-right'],
    ['next', 'previous'],
    ['half-on', 'half-on'],
    ['mirror-alphabet', 'mirror-alphabet'],
    ['swap-ends', 'swap-ends'],
    ['swap-pairs', 'swap-pairs'],
    ['drop-last', 'repeat-last'],
    ['drop-first', 'repeat-first'],
    ['every-other', 'double'],
  ] as const)('%s undoes %s on random words', (g, f) => {
    const rng = new Rng(1);
    for (let i = 0; i < 200; i++) {
      const word = randomWord(rng);
      expect(apply(g, apply(f, word))).toBe(word);
    }
  });

  test('no two functions agree on most words', () => {
    const rng = new Rng(2);
    const words = Array.from({ length: 100 }, () => randomWord(rng));
    for (const f of ALL) {
      for (const g of ALL) {
        const agreeing = words.filter((w) => f.apply(w) === g.apply(w)).length;
        if (f !== g) expect(agreeing, `${f.id} and ${g.id}`).toBeLessThan(60);
      }
    }
  });
});
