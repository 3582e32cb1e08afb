// A first visit: the recorded trace is on screen at once, said to be recorded, and the worker announces its adapter later.

import { type Page, expect } from '@playwright/test';
import { CHROMIUM_ARGS } from '../scripts/setup/chromium.mjs';
import { inBrowser } from './support/browsers.ts';
import { Lab, test } from './support/lab.ts';

/** Milliseconds from navigation to curves on screen. */
const FIRST_CURVES_MS = 2000;

/** Leaves a performance mark right after the first frame that has the curves and says what they are. */
function markCurves(): void {
  const look = () => {
    const curves = document.querySelectorAll('section[aria-label^="Curves of"] svg path');
    const said = document.querySelector('header')?.textContent?.includes('Recorded trace');
    if (curves.length > 20 && said) setTimeout(() => performance.mark('curves'));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** First visits that are timed; the least counts, since a browser that is still starting has no time for the page. */
const VISITS = 3;

/** Opens the page with a worker that never arrives, and returns the milliseconds until its curves were there. */
async function timeOfCurves(page: Page): Promise<number> {
  const lab = new Lab(page);
  await page.route(/\/assets\/run\.worker.*\.js$/, () => new Promise(() => {}));
  await page.addInitScript(markCurves);
  await page.goto('./');
  await expect(page.getByText('Recorded trace', { exact: true }).first()).toBeVisible();
  await page.waitForFunction(() => performance.getEntriesByName('curves').length > 0);
  await expect(lab.primary).toHaveText('Run');
  await expect(lab.readout('adapter')).toHaveCount(0);
  return page.evaluate(() => performance.getEntriesByName('curves')[0]!.startTime);
}

test('shows the recorded trace in under two seconds, whether or not the worker is there', async ({
  baseURL,
}) => {
  // A browser of its own: on a software adapter, what earlier tests left to the GPU process would delay the first frame.
  await inBrowser({ args: CHROMIUM_ARGS, baseURL: baseURL! }, async (page) => {
    const took = [await timeOfCurves(page)];
    while (took.length < VISITS) {
      // A context of its own has no cache: each is a first visit.
      const context = await page.context().browser()!.newContext({ baseURL: baseURL! });
      took.push(await timeOfCurves(await context.newPage()));
      await context.close();
    }
    expect(Math.min(...took), `of ${took.join(', ')} ms`).toBeLessThan(FIRST_CURVES_MS);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
  ]) {
    test(`the page takes over from its HTML without a jump: ${colorScheme}, ${viewport.width} px`, async ({
      page,
      lab,
    }) => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      let takeOver = () => {};
      const held = new Promise<void>((resolve) => (takeOver = resolve));
      await page.route(/\/assets\/run\.worker.*\.js$/, () => new Promise(() => {}));
      // Equations come with a script of their own, after the page: in HTML their places are empty.
      await page.route(/\/assets\/Typeset.*\.js$/, () => new Promise(() => {}));
      await page.route(/\/assets\/page.*\.js$/, async (route) => {
        await held;
        await route.continue();
      });
      await page.goto('./', { waitUntil: 'commit' });
      await expect(page.locator('[inert]')).toBeVisible();
      await page.evaluate(() => document.fonts.ready);
      const picture = `first-${colorScheme}-${viewport.width}.png`;
      await expect(page).toHaveScreenshot(picture);
      takeOver();
      await expect(page.locator('[inert]')).toHaveCount(0);
      await lab.expectStatus('recorded');
      await expect(page).toHaveScreenshot(picture);
    });
  }
}

test('says what happened to each learner, and where it would run', async ({ page, lab }) => {
  await lab.open();
  await expect(lab.readout('adapter')).not.toBeEmpty();
  await lab.expectStatus('recorded');
  await expect(page.getByRole('region', { name: 'Curves of Naive' })).toContainText('forgets');
  await expect(page.getByRole('region', { name: 'Curves of Replay 50 %' })).toContainText('Replay');
  await expect(page.getByRole('group', { name: 'Accuracy matrices' })).toBeVisible();
  // On a desk nothing scrolls, not even with a notice under the bar.
  const { whole, window } = await page.evaluate(() => ({
    whole: document.documentElement.scrollHeight,
    window: innerHeight,
  }));
  expect(whole).toBe(window);
});
