// The look, pixel by pixel, on recorded traces only: main view, learner card, matrix, an experiment beside its twin, the
// scorecard of five learners and in each verdict, the gallery of findings, merged weights without a run, notices and the empty stream, in both
// themes at three widths. After a wanted change: `npx playwright test visual --update-snapshots`, and look at every picture.

import { type Page, expect } from '@playwright/test';
import { DEFAULT_EXPERIMENT } from '../src/core/defaultExperiment.ts';
import { craftLink } from '../src/core/testing/craftLink.ts';
import { GRADES, serveTrace } from './support/grades.ts';
import { type Lab, linkTo, test } from './support/lab.ts';
import { NO_WEBGPU, openDescribed, pinWorker } from './support/pinnedWorker.ts';

const VIEWPORTS = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
] as const;

const CORRECTED = craftLink({
  learners: [{ optimizer: ['adamw', { learningRate: 5 }] }, { id: 'replay' }],
});
const EMPTY = linkTo({ ...DEFAULT_EXPERIMENT, phases: [] });

/** Opens an address and waits for all that comes later than the first paint: fonts, catalog, description. */
async function openSettled({ page, stream }: Lab, address: string): Promise<void> {
  await openDescribed(page, address);
  await expect(stream.getByRole('button', { name: 'Add task' })).toBeEnabled();
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
}

/** From this width on the page fits the window. */
const FITS_FROM = 1360;

/** Makes a phone as tall as its page, so that the docked transport stands below everything; a desk needs no more than it has. */
async function showWhole(page: Page, { width, height }: { width: number; height: number }) {
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  if (width < FITS_FROM) await page.setViewportSize({ width, height: Math.max(height, whole) });
  else expect(whole).toBe(height);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of VIEWPORTS) {
    const name = (part: string) => `${part}-${colorScheme}-${viewport.width}.png`;

    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });

      test('main view, card and matrix', async ({ page, lab }) => {
        await pinWorker(page);
        await openSettled(lab, './');
        await showWhole(page, viewport);
        await expect(page).toHaveScreenshot(name('main'));
        const card = page.getByRole('article', { name: 'Replay 50 %' });
        await card.getByRole('button', { name: 'Replay 50 %', exact: true }).click();
        await page.mouse.move(0, 0);
        await expect(card).toHaveScreenshot(name('card'));
        await expect(page.getByRole('region', { name: 'Panels' })).toHaveScreenshot(name('matrix'));
      });

      test('an experiment of a family, from the menu', async ({ page, lab }) => {
        await pinWorker(page);
        await openSettled(lab, './');
        await page.getByRole('button', { name: 'Three new functions' }).first().click();
        const family = page.getByRole('group', { name: 'One family at a time, beside naive' });
        await family.getByRole('button', { name: 'Memory scaffolds' }).click();
        await lab.expectStatus('recorded');
        await expect(page.getByText(/^no me/).first()).toBeVisible();
        await showWhole(page, viewport);
        await page.mouse.move(0, 0);
        await expect(page).toHaveScreenshot(name('family'));
      });

      test('an experiment beside its twin', async ({ page, lab }) => {
        await pinWorker(page);
        await openSettled(lab, './');
        await page.getByRole('button', { name: 'Three new functions' }).first().click();
        await page.getByRole('button', { name: 'New functions, step by step' }).click();
        await lab.expectStatus('recorded');
        await page.getByRole('tab', { name: 'Twin' }).click();
        // Columns where there is room for them, rows where there is not.
        await expect(
          page
            .locator('th')
            .filter({ hasText: /differs$/ })
            .first(),
        ).toBeVisible();
        await showWhole(page, viewport);
        await page.mouse.move(0, 0);
        await expect(page).toHaveScreenshot(name('twin'));
      });

      test('the scorecard of five learners', async ({ page, lab }) => {
        await pinWorker(page);
        await openSettled(lab, './');
        await page.getByRole('button', { name: 'Three new functions' }).first().click();
        await page
          .getByRole('button', { name: 'Four new functions', exact: false })
          .first()
          .click();
        await lab.expectStatus('recorded');
        const score = page.getByRole('complementary', { name: 'Scorecard' });
        await score.getByRole('button', { name: 'Joint' }).click();
        await showWhole(page, viewport);
        await page.mouse.move(0, 0);
        await expect(score).toHaveScreenshot(name('scorecard'));
      });

      test('the scorecard in each verdict', async ({ page, lab }) => {
        await pinWorker(page);
        await serveTrace(page, 'default.json', (record) => ({ ...record, grades: GRADES }));
        await openSettled(lab, './');
        await lab.expectStatus('recorded');
        const score = page.getByRole('complementary', { name: 'Scorecard' });
        for (const learner of ['Replay 50 %', 'Naive']) {
          await score.getByRole('button', { name: learner }).click();
          await showWhole(page, viewport);
          await page.mouse.move(0, 0);
          const part = learner === 'Naive' ? 'verdicts-undecided' : 'verdicts';
          await expect(score).toHaveScreenshot(name(part));
        }
      });

      test('the gallery of findings', async ({ page, lab }) => {
        await pinWorker(page);
        await openSettled(lab, './#findings');
        const gallery = page.getByRole('dialog', { name: 'Findings of the literature' });
        await expect(gallery.getByRole('article').first()).toBeVisible();
        await expect(page).toHaveScreenshot(name('gallery'));
        const first = gallery.getByRole('article').first();
        await first.getByRole('button', { name: 'Paper, claims, figures' }).click();
        // A phone is made as tall as the card, which would else be cut off by the dialog's end.
        if (viewport.width < FITS_FROM) await page.setViewportSize({ ...viewport, height: 1500 });
        await page.mouse.move(0, 0);
        await expect(first).toHaveScreenshot(name('finding'));
      });

      test('merged weights beside a recorded trace', async ({ page, lab }) => {
        await pinWorker(page);
        await openSettled(lab, './');
        await lab.expectStatus('recorded');
        await page.getByRole('tab', { name: 'Merged weights' }).click();
        const panels = page.getByRole('region', { name: 'Panels' });
        await expect(panels).toContainText('recorded trace, which holds no weights. Press Run');
        await showWhole(page, viewport);
        await page.mouse.move(0, 0);
        await expect(panels).toHaveScreenshot(name('merge'));
      });

      test('notices and empty stream', async ({ page, lab }) => {
        await pinWorker(page, NO_WEBGPU);
        await openSettled(lab, './');
        await expect(lab.notices).toContainText('recorded trace');
        await expect(lab.notices).toHaveScreenshot(name('no-webgpu'));
        await lab.notices.getByRole('button', { name: 'Close this notice' }).click();
        await openSettled(lab, `./#${CORRECTED}`);
        await expect(lab.notices).toContainText('The link was corrected.');
        await expect(lab.notices).toHaveScreenshot(name('corrected'));
        await openSettled(lab, EMPTY);
        await expect(page.getByText('Add a first task.')).toBeVisible();
        await showWhole(page, viewport);
        await expect(page).toHaveScreenshot(name('empty'));
      });
    });
  }
}
