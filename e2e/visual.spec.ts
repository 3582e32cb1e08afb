// The look, pixel by pixel, on recorded traces only: main view, learner card, matrix, notices and the empty stream, in both
// themes at three widths. After a wanted change: `npx playwright test visual --update-snapshots`, and look at every picture.

import { expect } from '@playwright/test';
import { DEFAULT_EXPERIMENT } from '../src/core/defaultExperiment.ts';
import { craftLink } from '../src/core/testing/craftLink.ts';
import { type Lab, linkTo, test } from './support/lab.ts';
import { NO_WEBGPU, pinWorker } from './support/pinnedWorker.ts';

const VIEWPORTS = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
] as const;

const CORRECTED = craftLink({
  learners: [{ optimizer: ['adamw', { learningRate: 5 }] }, { id: 'replay' }],
});
const EMPTY = linkTo({ ...DEFAULT_EXPERIMENT, phases: [] });

/** Everything that comes later than the first paint is there: fonts, catalog, description, curves. */
async function settle({ page, stream }: Lab): Promise<void> {
  await expect(stream.getByRole('button', { name: 'Add task' })).toBeEnabled();
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of VIEWPORTS) {
    const name = (part: string) => `${part}-${colorScheme}-${viewport.width}.png`;

    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });

      test('main view, card and matrix', async ({ page, lab }) => {
        await pinWorker(page);
        await page.goto('./');
        await expect(page.getByText('FLOPs').first()).toBeAttached();
        await settle(lab);
        await expect(page).toHaveScreenshot(name('main'), { fullPage: true });
        const card = page.getByRole('article', { name: 'Replay 50 %' });
        await card.getByRole('button', { name: 'Replay 50 %', exact: true }).click();
        await page.mouse.move(0, 0);
        await expect(card).toHaveScreenshot(name('card'));
        await expect(page.getByRole('region', { name: 'Panels' })).toHaveScreenshot(name('matrix'));
      });

      test('notices and empty stream', async ({ page, lab }) => {
        await pinWorker(page, NO_WEBGPU);
        await page.goto('./');
        await settle(lab);
        await expect(lab.notices).toContainText('recorded trace');
        await expect(lab.notices).toHaveScreenshot(name('no-webgpu'));
        await lab.notices.getByRole('button', { name: 'Close this notice' }).click();
        await page.goto(`./#${CORRECTED}`);
        await expect(lab.notices).toContainText('The link was corrected.');
        await expect(lab.notices).toHaveScreenshot(name('corrected'));
        await page.goto(EMPTY);
        await expect(page.getByText('Add a first task.')).toBeVisible();
        await expect(page).toHaveScreenshot(name('empty'), { fullPage: true });
      });
    });
  }
}
