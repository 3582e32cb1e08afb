// Published links keep opening what they opened when they were published.

import { describe, expect, it } from 'vitest';

import { decodeLink } from './link.ts';
import { GOLDEN_LINKS } from './testing/goldenLinks.ts';

describe('golden links of format 1', () => {
  it.each(GOLDEN_LINKS)('open $title', ({ link, experiment }) => {
    const expected = { experiment, corrections: [], error: null, empty: false };
    expect(decodeLink(link)).toEqual(expected);
  });
});
