// Every card of the catalog, pixel by pixel: a learner that uses the plug-in, and what it says of itself. The worker's catalog
// is asked, so that a new plug-in fails here until its pictures were looked at: `npx playwright test cards --update-snapshots`.

import { type Page, expect } from '@playwright/test';
import type { Catalog } from '../src/core/catalog.ts';
import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../src/core/defaultExperiment.ts';
import type { LearnerConfig } from '../src/core/experiment.ts';
import { linkTo, test } from './support/lab.ts';
import { openDescribed, pinWorker } from './support/pinnedWorker.ts';

/** A learner for every objective, method, trainable set and optimizer, by the plug-in's id. */
function learnersOf({ objectives, methods, trainables, optimizers }: Catalog) {
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

async function picture(page: Page, id: string, learner: LearnerConfig): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await openDescribed(page, linkTo({ ...DEFAULT_EXPERIMENT, learners: [learner] }));
  const card = page.getByRole('article', { name: learner.name });
  // Equations are set by a library that comes after the first paint.
  await expect(card.locator('math').first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  await expect.soft(card).toHaveScreenshot(`${id}-light.png`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.soft(card).toHaveScreenshot(`${id}-dark.png`);
  await page.emulateMedia({ colorScheme: 'light' });
  await card.getByRole('button', { name: `${learner.name}: more` }).click();
  await page.getByRole('menuitem', { name: 'Works when, fails when, source' }).click();
  const about = page.getByRole('dialog', { name: `About ${learner.name}` });
  await expect(about.getByText('works when').first()).toBeVisible();
  await expect(about.locator('math').first()).toBeVisible();
  await page.mouse.move(0, 0);
  await expect.soft(about).toHaveScreenshot(`${id}-about.png`);
  await page.keyboard.press('Escape');
  await expect(about).toBeHidden();
}

test('every card of the catalog', async ({ page, lab }) => {
  test.setTimeout(600_000);
  await pinWorker(page);
  await lab.open();
  const catalog = await page.evaluate(() => window.catalog!);
  for (const [id, learner] of learnersOf(catalog)) {
    await test.step(id, () => picture(page, id, learner));
  }
});
