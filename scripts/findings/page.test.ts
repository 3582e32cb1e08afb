// The page: nothing on it is a figure that nobody measured, or that was measured with another definition.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { GalleryFinding } from '../../src/core/gallery.ts';
import { FINDINGS } from './definitions/index.ts';
import { galleryFile } from './gallery.ts';
import { findingSection, findingsPage } from './page.ts';
import { keyOf } from './plan.ts';
import { readRows, type Row, withRows } from './store.ts';

const E3 = FINDINGS.find(({ id }) => id === 'e3')!;

/** Rows of made-up figures: what is kept by each arm, give or take a little from seed to seed. */
const rows = (kept: Readonly<Record<string, number | null>>, seeds: number): Row[] =>
  E3.arms.flatMap((arm) =>
    Array.from({ length: seeds }, (_, i) => {
      const value = kept[arm.id] ?? null;
      const figures = E3.figures.map(({ id }) => [id, value === null ? null : value + i / 100]);
      return {
        finding: 'e3',
        arm: arm.id,
        seed: i + 1,
        key: keyOf(arm),
        figures: Object.fromEntries(figures) as Row['figures'],
        seconds: 20,
        adapter: 'test',
        date: `2026-01-0${i + 1}`,
      };
    }),
  );

const KEPT = { naive: 0.5, 'rejection-sampling': 0.9, rl: 0.95 };

test('docs/findings.md is what docs/data/findings.json says (npm run findings -- --page writes it)', () => {
  expect(readFileSync('docs/findings.md', 'utf8')).toBe(findingsPage(FINDINGS, readRows()));
});

test('public/findings.json is what docs/data/findings.json says, too', () => {
  expect(readFileSync('public/findings.json', 'utf8')).toBe(galleryFile(FINDINGS, readRows()));
});

test('the gallery has the verdict, the figures of every learner and the experiment to open', () => {
  const [entry] = JSON.parse(galleryFile([E3], rows(KEPT, 5))) as GalleryFinding[];
  expect(entry).toMatchObject({ verdict: 'reproduced', seeds: [1, 2, 3, 4, 5], presets: ['e3'] });
  expect(entry!.figures[entry!.told]!.label).toBe('kept at half');
  const rl = entry!.arms.find(({ name }) => name === 'On-policy RL')!;
  expect(rl.intervals[entry!.told]!.mean).toBeCloseTo(0.97);
  const [open] = JSON.parse(galleryFile([E3], rows(KEPT, 1))) as GalleryFinding[];
  expect(open).toMatchObject({ verdict: null, claims: [], seeds: [1] });
});

test('what was not run says how to run it, and claims nothing', () => {
  const section = findingSection(E3, []);
  expect(section).toContain('Not run yet: `npm run findings -- e3`.');
  expect(section).not.toContain('Verdict');
  expect(findingsPage([E3], [])).toContain(`| E3 | ${E3.title} | not run yet |`);
});

test('figures are means with intervals, with how they came about', () => {
  const section = findingSection(E3, rows(KEPT, 5));
  expect(section).toMatch(/\| On-policy RL \| 0\.97 \[0\.9\d, 0\.9\d\] \|/);
  expect(section).toContain('(about 5 min): seeds 1, 2, 3, 4, 5; test, 2026-01-01, 2026-01-05.');
  expect(section).toContain('**Verdict: reproduced.** 2 of 2 claims hold.');
  expect(section).toContain('- Holds (main claim): Where half of the answers are right');
});

test('figures to the contrary are said so, with the numbers', () => {
  const section = findingSection(E3, rows({ ...KEPT, rl: 0.4 }, 5));
  expect(section).toContain('**Verdict: not reproduced.** 1 of 2 claims hold.');
  expect(section).toMatch(/- Does not hold \(main claim\): .* Kept at half 0\.42 \[/);
});

test('few seeds make a preliminary verdict, one makes none', () => {
  expect(findingSection(E3, rows(KEPT, 3))).toContain('reproduced (preliminary: 3 seeds)');
  expect(findingSection(E3, rows(KEPT, 1))).toContain('**Verdict: open.**');
  expect(findingsPage([E3], rows(KEPT, 1))).toContain('| open |');
});

test('a figure that is not defined on every seed decides nothing', () => {
  const section = findingSection(E3, rows({ ...KEPT, naive: null }, 5));
  expect(section).toContain('| Naive | - |');
  expect(section).toContain('not defined on every seed');
  expect(section).toContain('**Verdict: not reproduced.**');
});

test('figures of another definition do not count', () => {
  const stale = rows(KEPT, 5).map((row) => ({ ...row, key: 'other' }));
  expect(findingSection(E3, stale)).toContain('Not run yet');
  const [first, ...others] = rows(KEPT, 5);
  const lacking = { ...first!, figures: {} };
  expect(findingSection(E3, [lacking, ...others])).toContain('seeds 2, 3, 4, 5');
});

test('newer rows take the places of older ones, in order of findings, arms and seeds', () => {
  const older = rows(KEPT, 2);
  const newer = rows({ ...KEPT, rl: 0.4 }, 1);
  const all = withRows(older, newer);
  expect(all).toHaveLength(older.length);
  expect(all.map(({ arm, seed }) => `${arm} ${seed}`).slice(-2)).toEqual(['rl 1', 'rl 2']);
  expect(all.find(({ arm, seed }) => arm === 'rl' && seed === 1)).toEqual(newer.at(-1));
});
