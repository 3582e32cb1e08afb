// docs/methods.md is what the cards say now.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { methodsPage } from './methodsPage.ts';

test('docs/methods.md is up to date (npm run docs writes it)', () => {
  expect(readFileSync('docs/methods.md', 'utf8')).toBe(methodsPage());
});
