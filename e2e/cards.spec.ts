// Every card of the catalog, pixel by pixel: a learner that uses the plug-in, and what it says of itself. The catalog is asked,
// so that a new plug-in fails here until its pictures were looked at: `npx playwright test cards --update-snapshots`.

import { expect } from '@playwright/test';
import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../src/core/defaultExperiment.ts';
import type { LearnerConfig } from '../src/core/experiment.ts';
import { makeCatalog } from '../src/learning/catalog.ts';
import { linkTo, test } from './support/lab.ts';
import { openDescribed, pinWorker } from './support/pinnedWorker.ts';

/** A learner for every objective, method, trainable set and optimizer, by the plug-in's id. */
function learners(): [string, LearnerConfig][] {
  const { objectives, methods, trainables, optimizers } = makeCatalog([]);
  const learner = (id: string, label: string, parts: Partial<LearnerConfig>) => {
    const config = { ...NAIVE_LEARNER, ...parts, id: 'card', name: label.slice(0, 40), mark: 2 };
    return [id, config] as [string, LearnerConfig];
  };
  const choice = (id: string) => ({ id, params: {} });
  return [
    ...objectives.map(({ id, label }) => learner(id, label, { objective: choice(id) })),
    ...methods.map(({ id, label }) => learner(id, label, { methods: [choice(id)] })),
    ...trainables.map(({ id, label }) => learner(id, label, { trainable: choice(id) })),
    ...optimizers.map(({ id, label }) => learner(id, label, { optimizer: choice(id) })),
  ];
}

for (const [id, learner] of learners()) {
  test(`card of ${id}`, async ({ page }) => {
    await pinWorker(page);
    await openDescribed(page, linkTo({ ...DEFAULT_EXPERIMENT, learners: [learner] }));
    const card = page.getByRole('article', { name: learner.name });
    // Equations are set by a library that comes after the first paint.
    await expect(card.locator('math').first()).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(card).toHaveScreenshot(`${id}-${colorScheme}.png`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await card.getByRole('button', { name: `${learner.name}: more` }).click();
    await page.getByRole('menuitem', { name: 'Works when, fails when, source' }).click();
    const about = page.getByRole('dialog', { name: `About ${learner.name}` });
    await expect(about.getByText('works when').first()).toBeVisible();
    await expect(about).toHaveScreenshot(`${id}-about.png`);
  });
}
